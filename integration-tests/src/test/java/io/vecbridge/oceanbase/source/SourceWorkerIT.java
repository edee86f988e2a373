// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import io.vecbridge.oceanbase.sink.Tenant;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A worker with exactly-once support whose tasks share the tables, change in number and are killed,
 * while rows and definitions change, into topics of several partitions.
 */
@Tag("faults")
@ExtendWith(ClusterExtension.class)
class SourceWorkerIT {
  private static final String NAME = "source_worker";
  private static final Duration LONG = Duration.ofSeconds(300);
  private static final int PARTITIONS = 3;
  private static final int FURTHER = 30;
  private static final List<String> REDEFINED = List.of("a", "b");
  private static final List<String> TABLES = List.of("a", "b", "c", "d");
  private static final String LATER_KEYS = "PARTITION p1 VALUES LESS THAN (1000000)";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cluster cluster;
  private final Tenant tenant;
  private OceanBaseClient oceanBase;
  private KafkaClient kafka;

  SourceWorkerIT(Cluster cluster) {
    this.cluster = cluster;
    this.tenant = Tenant.of(cluster.oceanBase());
  }

  /** A change event. */
  private record Change(int partition, String operation, int id, int version) {}

  @Test
  void whatIsInTheTopicsIsTheTablesThoughTasksAreKilledAndChangeInNumber() throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins("oceanbase-source-connector").group(NAME).exactlyOnceSource();
    try (OceanBaseClient client = tenant.emptied(NAME);
        KafkaClient topics = new KafkaClient(cluster.kafka().bootstrapServers());
        ConnectWorker worker = cluster.startWorker(settings)) {
      oceanBase = client;
      kafka = topics;
      for (String table : TABLES) {
        oceanBase.execute(
            "CREATE TABLE "
                + table
                + " (id INT PRIMARY KEY, version INT, spare INT) PARTITION BY RANGE (id)"
                + " (PARTITION p0 VALUES LESS THAN (100000)"
                + (REDEFINED.contains(table) ? "" : ", " + LATER_KEYS)
                + ")");
      }
      try (VersionedRows rows = new VersionedRows(tenant, NAME, TABLES)) {
        run(worker, 1);
        awaitChanges();
        run(worker, 3);
        awaitChanges();
        define("ALTER TABLE %s ADD PARTITION (" + LATER_KEYS + ")");
        rows.continueAt(100_000);
        worker.kill();
        define("ALTER TABLE %s ADD COLUMN more INT");
        worker.start();
        awaitChanges();
        define("ALTER TABLE %s DROP COLUMN spare");
        worker.kill();
        worker.start();
        run(worker, 2);
        awaitChanges();
        rows.stop();
      }
      for (String table : TABLES) {
        check(table);
      }
      assertThat(kafka.read(NAME, IsolationLevel.READ_COMMITTED))
          .as("schema change events, which keep their order")
          .hasSizeGreaterThanOrEqualTo(TABLES.size() + 2 * REDEFINED.size())
          .allMatch(record -> record.partition() == 0);
      new ConnectRest(worker.rest()).deleteAll();
    }
  }

  private void run(ConnectWorker worker, int tasks) {
    ConnectRest connect = new ConnectRest(worker.rest());
    connect.run(NAME, config(tasks), LONG);
    assertThat(connect.tasks(NAME)).hasSize(tasks);
  }

  private void define(String statement) throws SQLException {
    for (String table : REDEFINED) {
      oceanBase.execute(String.format(statement, table));
    }
  }

  /** Waits until further changes are in the topic of each table. */
  private void awaitChanges() {
    for (String table : TABLES) {
      String topic = topic(table);
      Await.until("the topic of " + table, LONG, () -> kafka.topics().contains(topic));
      long before = kafka.end(topic, IsolationLevel.READ_COMMITTED);
      Await.until(
          "further changes are in the topic of " + table,
          LONG,
          () -> kafka.end(topic, IsolationLevel.READ_COMMITTED) > before + FURTHER);
    }
  }

  private static String topic(String table) {
    return NAME + "." + NAME + "." + table;
  }

  private void check(String table) throws Exception {
    Map<Integer, Integer> rows = new TreeMap<>();
    for (String row : oceanBase.query("SELECT CONCAT(id, ' ', version) FROM " + table)) {
      String[] values = row.split(" ");
      rows.put(Integer.valueOf(values[0]), Integer.valueOf(values[1]));
    }
    Map<Integer, Integer> sent = new TreeMap<>();
    Await.until(
        "the topic of " + table + " has its rows",
        LONG,
        () -> {
          sent.clear();
          sent.putAll(lastStates(changes(table)));
          return sent.equals(rows);
        });
    List<Change> changes = changes(table);
    assertThat(changes).extracting(Change::partition).contains(0, 1, 2);
    if (!REDEFINED.contains(table)) {
      assertThat(changes).as("a state of a row is sent once").doesNotHaveDuplicates();
    }
  }

  /** What the changes leave, whatever the order of the partitions. */
  private static Map<Integer, Integer> lastStates(List<Change> changes) {
    Map<Integer, Integer> rows = new HashMap<>();
    Map<Integer, Integer> partitions = new HashMap<>();
    Set<Integer> deleted = new HashSet<>();
    for (Change change : changes) {
      int id = change.id();
      assertThat(partitions.computeIfAbsent(id, key -> change.partition()))
          .as("the partition of row " + id)
          .isEqualTo(change.partition());
      if (change.operation().equals("d")) {
        rows.remove(id);
        deleted.add(id);
      } else {
        assertThat(deleted).as("deleted rows").doesNotContain(id);
        Integer before = rows.put(id, change.version());
        assertThat(before == null || before <= change.version()).as("versions of " + id).isTrue();
      }
    }
    return rows;
  }

  /** All changes that consumers at read_committed see, without tombstones. */
  private List<Change> changes(String table) throws IOException {
    List<Change> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        kafka.read(topic(table), IsolationLevel.READ_COMMITTED)) {
      if (record.value() != null) {
        JsonNode value = JSON.readTree(record.value()).path("payload");
        changes.add(
            new Change(
                record.partition(),
                value.path("op").asText(),
                JSON.readTree(record.key()).at("/payload/id").asInt(),
                value.at("/after/version").asInt()));
      }
    }
    return changes;
  }

  private Map<String, String> config(int tasks) {
    return Map.ofEntries(
        Map.entry("connector.class", "io.vecbridge.oceanbase.source.OceanBaseSourceConnector"),
        Map.entry("tasks.max", Integer.toString(tasks)),
        Map.entry("topic.prefix", NAME),
        Map.entry("connection.url", tenant.url()),
        Map.entry("connection.username", tenant.username()),
        Map.entry("connection.password", tenant.password()),
        Map.entry("table.include.list", NAME + "[.].*"),
        Map.entry("poll.interval.ms", "100"),
        Map.entry("topic.creation.default.partitions", Integer.toString(PARTITIONS)),
        Map.entry("topic.creation.default.replication.factor", "1"),
        Map.entry("exactly.once.support", "required"));
  }
}
