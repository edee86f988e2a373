// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.records;

import io.debezium.connector.mysql.MySqlConnector;
import io.debezium.connector.mysql.MySqlConnectorTask;
import io.debezium.relational.history.MemorySchemaHistory;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.MySqlServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's connector for MySQL without a worker: what it captures of one database. */
public final class MySqlProducer implements AutoCloseable {
  public static final String PREFIX = "mysql";
  private static final Duration SOON = Duration.ofSeconds(60);

  private final MySqlConnectorTask task = new MySqlConnectorTask();

  /**
   * @param given name and value in turn, over the defaults
   */
  public MySqlProducer(MySqlServer server, String database, String... given) {
    Map<String, String> options = new HashMap<>();
    options.put("name", "mysql-producer");
    options.put("connector.class", MySqlConnector.class.getName());
    options.put("task.id", "0");
    options.put("topic.prefix", PREFIX);
    options.put("database.hostname", "127.0.0.1");
    options.put("database.port", Integer.toString(server.port()));
    options.put("database.user", server.username());
    options.put("database.password", server.password());
    options.put("database.server.id", "7001");
    options.put("database.include.list", database);
    options.put("database.ssl.mode", "disabled");
    options.put("schema.history.internal", MemorySchemaHistory.class.getName());
    options.put("poll.interval.ms", "20");
    for (int i = 0; i < given.length; i += 2) {
      options.put(given[i], given[i + 1]);
    }
    task.initialize(new FakeSourceContext(options));
    task.start(options);
  }

  /** Polls until there are so many records of a topic; returns all that came. */
  public List<SourceRecord> take(String topic, int count) {
    List<SourceRecord> taken = new ArrayList<>();
    Await.until(
        count + " records of " + topic,
        SOON,
        () -> {
          List<SourceRecord> batch = task.poll();
          if (batch != null) {
            taken.addAll(batch);
          }
          return taken.stream().filter(record -> record.topic().equals(topic)).count() >= count;
        });
    return taken;
  }

  @Override
  public void close() {
    task.stop();
  }
}
