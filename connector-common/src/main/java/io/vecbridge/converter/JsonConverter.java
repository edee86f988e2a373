// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.vecbridge.common.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.StringConverterConfig;

/**
 * Connect's JsonConverter for records with large schemas and many of them: it writes the same bytes
 * and takes the same options, but a schema's text is made once and then copied, and is read once
 * and then only compared. A value goes straight between its struct and its text.
 *
 * <p>It keeps the sign of {@code -0.0}, which Connect's loses in reading.
 *
 * <p>Connect's own converter makes and reads the texts of the schemas. It also decides about
 * whatever it wouldn't write itself, or that it refuses: such a record is left to it as a whole, so
 * that it is read, or refused, as ever.
 */
public final class JsonConverter implements Converter, Versioned {
  /** Since Connect 4.2: one schema for all records that are read. */
  private static final String SCHEMA_CONTENT = "schema.content";

  private static final SerializedString PAYLOAD = new SerializedString("payload");

  private static final int MOST_KEPT_BYTES = 1024 * 1024;

  private final org.apache.kafka.connect.json.JsonConverter connect =
      new org.apache.kafka.connect.json.JsonConverter();
  private final JsonFactory factory =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  /** The buffer of the last record, or null while one is written into it. */
  private final AtomicReference<ByteArrayOutputStream> buffer = new AtomicReference<>();

  private boolean schemas;
  private boolean fixedSchema;
  private WrittenSchemas written;
  private ReadSchemas read;
  private ValueReader schemaless;

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return connect.config();
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    connect.configure(configs, isKey);
    Map<String, Object> all = new HashMap<>(configs);
    all.put(
        StringConverterConfig.TYPE_CONFIG,
        (isKey ? ConverterType.KEY : ConverterType.VALUE).getName());
    JsonConverterConfig config = new JsonConverterConfig(all);
    Object content = configs.get(SCHEMA_CONTENT);
    schemas = config.schemasEnabled();
    fixedSchema = content != null && !content.toString().isEmpty();
    ValueReaders readers = new ValueReaders(config.replaceNullWithDefault());
    schemaless = readers.of(null);
    read = new ReadSchemas(connect, factory, readers, config.schemaCacheSize());
    written = new WrittenSchemas(connect, new ValueWriters(config), config.schemaCacheSize());
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    if (schema == null ? value == null : !(schema instanceof ConnectSchema)) {
      return connect.fromConnectData(topic, schema, value);
    }
    try {
      return write(written.of(schema), value);
    } catch (IOException | RuntimeException e) {
      return connect.fromConnectData(topic, schema, value);
    }
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] json) {
    if (json == null || (schemas && fixedSchema)) {
      return connect.toConnectData(topic, json);
    }
    try {
      return schemas ? read(read.of(topic, json), json) : read(json);
    } catch (IOException | RuntimeException e) {
      return connect.toConnectData(topic, json);
    }
  }

  /** Not of the interface in every version of Connect. */
  public void close() {
    connect.close();
  }

  private byte[] write(WrittenSchemas.Opening opening, Object value) throws IOException {
    ByteArrayOutputStream last = buffer.getAndSet(null);
    ByteArrayOutputStream out = last == null ? new ByteArrayOutputStream() : last;
    out.reset();
    if (schemas) {
      out.writeBytes(opening.text());
    }
    try (JsonGenerator json = factory.createGenerator(out)) {
      opening.payload().write(json, value);
    }
    if (schemas) {
      out.write('}');
    }
    byte[] bytes = out.toByteArray();
    if (bytes.length <= MOST_KEPT_BYTES) {
      buffer.set(out);
    }
    return bytes;
  }

  private SchemaAndValue read(ReadSchemas.Opening opening, byte[] bytes) throws IOException {
    try (JsonParser json = factory.createParser(opening.rest(bytes))) {
      json.nextToken();
      if (!json.nextFieldName(PAYLOAD)) {
        throw new UnusualJsonException();
      }
      json.nextToken();
      Object value = opening.payload().read(json);
      if (json.nextToken() != JsonToken.END_OBJECT) {
        throw new UnusualJsonException();
      }
      return new SchemaAndValue(opening.schema(), value);
    }
  }

  private SchemaAndValue read(byte[] bytes) throws IOException {
    try (JsonParser json = factory.createParser(bytes)) {
      json.nextToken();
      return new SchemaAndValue(null, schemaless.read(json));
    }
  }
}
