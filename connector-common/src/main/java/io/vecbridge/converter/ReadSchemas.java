// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Arrays;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;

/**
 * The schemas that records begin with. The records of a topic mostly have the schema of the record
 * before, so the bytes are compared with those, which needs no parsing; other bytes are looked for
 * among all that are known, and only new ones are read.
 */
final class ReadSchemas {
  private static final SerializedString SCHEMA = new SerializedString("schema");

  private final JsonConverter connect;
  private final JsonFactory factory;
  private final ValueReaders readers;
  private final ObjectMapper mapper;
  private final Cache<String, Opening> lastOfTopic;
  private final Cache<Bytes, Opening> known;

  ReadSchemas(JsonConverter connect, JsonFactory factory, ValueReaders readers, int size) {
    this.connect = connect;
    this.factory = factory;
    this.readers = readers;
    // Defaults of type Decimal keep their digits, as in Connect's converter.
    this.mapper =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(new JsonNodeFactory(true))
            .build();
    this.lastOfTopic = new SynchronizedCache<>(new LRUCache<>(size));
    this.known = new SynchronizedCache<>(new LRUCache<>(size));
  }

  /**
   * How records begin.
   *
   * @param text the records up to and with the comma after the schema
   * @param payload reads the value
   */
  record Opening(byte[] text, Schema schema, ValueReader payload) {
    boolean begins(byte[] json) {
      return json.length > text.length && Arrays.equals(json, 0, text.length, text, 0, text.length);
    }

    /** The record without its schema, as an object of its own. */
    byte[] rest(byte[] json) {
      byte[] rest = Arrays.copyOfRange(json, text.length - 1, json.length);
      rest[0] = '{';
      return rest;
    }
  }

  /**
   * @param topic may be null
   * @throws UnusualJsonException if the record doesn't begin with a schema
   */
  Opening of(String topic, byte[] json) throws IOException {
    Opening last = lastOfTopic.get(topic);
    if (last != null && last.begins(json)) {
      return last;
    }
    Bytes text = Bytes.wrap(Arrays.copyOf(json, schemaEnd(json)));
    Opening opening = known.get(text);
    if (opening == null) {
      opening = parse(text.get());
      known.put(text, opening);
    }
    lastOfTopic.put(topic, opening);
    return opening;
  }

  /** The bytes up to and with the comma after the schema. */
  private int schemaEnd(byte[] json) throws IOException {
    try (JsonParser parser = atSchema(json)) {
      parser.skipChildren();
      int end = (int) parser.currentLocation().getByteOffset();
      while (end > 0 && end < json.length && isSpace(json[end])) {
        end++;
      }
      if (end <= 0 || end == json.length || json[end] != ',') {
        throw new UnusualJsonException();
      }
      return end + 1;
    }
  }

  private static boolean isSpace(byte each) {
    return each == ' ' || each == '\t' || each == '\n' || each == '\r';
  }

  private Opening parse(byte[] text) throws IOException {
    try (JsonParser parser = atSchema(text)) {
      Schema schema = connect.asConnectSchema(mapper.readTree(parser));
      return new Opening(text, schema, readers.of(schema));
    }
  }

  private JsonParser atSchema(byte[] json) throws IOException {
    JsonParser parser = factory.createParser(json);
    if (parser.nextToken() != JsonToken.START_OBJECT || !parser.nextFieldName(SCHEMA)) {
      parser.close();
      throw new UnusualJsonException();
    }
    parser.nextToken();
    return parser;
  }
}
