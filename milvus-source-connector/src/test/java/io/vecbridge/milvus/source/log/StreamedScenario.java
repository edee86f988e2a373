// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A log that Milvus's own code for the streaming service wrote, and what it amounts to. See the
 * README beside the file.
 */
public record StreamedScenario(JsonNode json) {
  /** All scenarios. */
  public static List<StreamedScenario> all() throws IOException {
    try (InputStream file = StreamedScenario.class.getResourceAsStream("milvus-2.6.json")) {
      List<StreamedScenario> all = new ArrayList<>();
      new ObjectMapper().readTree(file).forEach(json -> all.add(new StreamedScenario(json)));
      return all;
    }
  }

  /** The records of the one physical channel. */
  public List<LogRecord> records() {
    List<LogRecord> records = new ArrayList<>();
    for (JsonNode record : json.get("records")) {
      Map<String, String> properties = new HashMap<>();
      record
          .get("headers")
          .properties()
          .forEach(header -> properties.put(header.getKey(), header.getValue().asText()));
      records.add(
          new LogRecord(
              json.get("topic").asText(),
              record.get("offset").asLong(),
              properties,
              Base64.getDecoder().decode(record.get("value_base64").asText())));
    }
    return records;
  }

  /** The collections as Milvus describes them in the end, by database. */
  public List<Map.Entry<String, DescribeCollectionResponse>> collections() throws IOException {
    List<Map.Entry<String, DescribeCollectionResponse>> collections = new ArrayList<>();
    for (JsonNode collection : json.get("collections")) {
      DescribeCollectionResponse.Builder described =
          DescribeCollectionResponse.newBuilder()
              .setCollectionID(collection.get("id").asLong())
              .setCollectionName(collection.get("name").asText())
              .setSchema(
                  CollectionSchema.parseFrom(
                      Base64.getDecoder()
                          .decode(collection.get("collection_schema_base64").asText())));
      for (JsonNode vchannel : collection.get("vchannels")) {
        described
            .addVirtualChannelNames(vchannel.asText())
            .addPhysicalChannelNames(json.get("topic").asText());
      }
      collections.add(Map.entry(collection.get("db").asText(), described.build()));
    }
    return collections;
  }

  /** The rows and announcements of a virtual channel, in the order of their release. */
  public List<JsonNode> expected(String vchannel) {
    List<JsonNode> expected = new ArrayList<>();
    for (JsonNode event : json.get("expected")) {
      if (event.get("vchannel").asText().equals(vchannel)) {
        expected.add(event);
      }
    }
    return expected;
  }

  @Override
  public String toString() {
    return json.get("name").asText();
  }
}
