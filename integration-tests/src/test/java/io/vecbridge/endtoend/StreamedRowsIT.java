// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.DirectSink;
import io.vecbridge.oceanbase.sink.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Schemas that change in the log of Milvus 2.6 and 3.0, from a real Kafka or returned by Milvus,
 * into OceanBase, by tasks that are stopped at random records.
 */
@ExtendWith(ClusterExtension.class)
class StreamedRowsIT {
  private static final String DATABASE = "streamed_rows";

  private final Random random = new Random(30);

  @ParameterizedTest
  @CsvSource({
    "kafka, scenarios-2.6, add_fields, id txt vec score note",
    "dump_messages, scenarios-2.6, add_fields, id txt vec score note",
    "kafka, scenarios-2.6, schema_change, id txt vec score",
    "dump_messages, scenarios-2.6, schema_change, id txt vec score",
    "kafka, scenarios-3.0, add_fields, id txt vec score note",
    "dump_messages, scenarios-3.0, add_fields, id txt vec score note",
    // A dropped field leaves its column, with the values up to there.
    "kafka, scenarios-3.0, drop_field, id txt vec score",
    "dump_messages, scenarios-3.0, drop_field, id txt vec score",
  })
  void aChangedSchemaChangesTheTableAndAllRowsAreExact(
      String reader, String file, String name, String columns, Cluster cluster) throws Exception {
    JsonNode scenario = StreamedSource.scenario(file, name);
    String pchannel = "rows-" + reader + "-" + file + "-" + name;
    Tenant tenant = Tenant.of(cluster.oceanBase());
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        StreamedSource source = new StreamedSource(cluster);
        DirectSink sink =
            new DirectSink(tenant, DATABASE, "table.name.format", DATABASE + ".${table}")) {
      if (reader.equals("dump_messages")) {
        source.throughMilvus();
      }
      replicate(source, pchannel, scenario, sink);
      assertThat(columns(client)).containsExactlyInAnyOrder(columns.split(" "));
      assertThat(rows(client, columns.split(" "))).isEqualTo(expected(scenario, columns));
    }
  }

  /**
   * Milvus describes the schema of the beginning until a task has read a change of it in the log.
   * It describes a field that is being dropped to the end: the rows of the other channel have it.
   */
  private void replicate(StreamedSource source, String pchannel, JsonNode scenario, DirectSink sink)
      throws Exception {
    source.createTopic(pchannel);
    source.write(pchannel, ScenarioRecords.records(scenario));
    source.capture(pchannel, scenario);
    source.describeFirst(pchannel, scenario);
    int left = ScenarioChanges.of(scenario).values().stream().mapToInt(List::size).sum();
    long[] offset = {0};
    while (left > 0) {
      int wanted = Math.min(left, 1 + random.nextInt(4));
      boolean[] altered = {false};
      source.run(
          wanted,
          record -> {
            altered[0] |= isAlteration(record);
            put(sink, record, offset[0]++);
          });
      if (altered[0] && !scenario.get("name").asText().equals("drop_field")) {
        source.describeLast(pchannel, scenario);
      }
      left -= wanted;
    }
  }

  private static boolean isAlteration(SourceRecord record) {
    return record.topic().equals("t")
        && ((Struct) record.value()).getArray("tableChanges").get(0) instanceof Struct change
        && change.getString("type").equals("ALTER");
  }

  private static void put(DirectSink sink, SourceRecord record, long offset) {
    if (record.topic().equals("t") || record.topic().startsWith("t.")) {
      sink.put(
          new SinkRecord(
              record.topic(),
              0,
              record.keySchema(),
              record.key(),
              record.valueSchema(),
              record.value(),
              offset));
    }
  }

  private static List<String> columns(OceanBaseClient client) throws SQLException {
    return client.query(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = '"
            + DATABASE
            + "' AND table_name = 'books'");
  }

  private static Map<String, String> rows(OceanBaseClient client, String... columns)
      throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    try (Statement statement = client.connection().createStatement();
        ResultSet found =
            statement.executeQuery("SELECT " + String.join(", ", columns) + " FROM books")) {
      while (found.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns.length; i++) {
          row.append(found.getString(i)).append("; ");
        }
        rows.put(found.getString(1), row.toString());
      }
    }
    return rows;
  }

  private static Map<String, String> expected(JsonNode scenario, String columns) {
    Map<String, String> rows = new TreeMap<>();
    for (JsonNode collection : scenario.get("final_state")) {
      for (Map.Entry<String, JsonNode> entry : collection.properties()) {
        StringBuilder row = new StringBuilder();
        for (String column : columns.split(" ")) {
          JsonNode value = entry.getValue().path(column);
          row.append(value.isMissingNode() || value.isNull() ? "null" : text(value)).append("; ");
        }
        rows.put(entry.getKey(), row.toString());
      }
    }
    return rows;
  }

  private static String text(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText();
  }
}
