// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.OceanBaseServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server of the test's own that is full, or doesn't answer: puts and stops end in time. */
@Tag("faults")
class SinkServerFaultsIT {
  private static final String DATABASE = "sink_server_faults";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ROWS = 500;

  private final Workspace workspace = Workspace.create();
  private final OceanBaseServer server = new OceanBaseServer(workspace);

  @AfterEach
  void close() throws IOException {
    server.close();
    workspace.close();
  }

  @Test
  void aFullMemstorePausesTheSinkAndAFreezeResumesIt() throws Exception {
    CollectionRecords records = pairs("rows_of_full");
    server.start();
    Tenant tenant = Tenant.of(server);
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink guarded = new DirectSink(tenant, DATABASE, "memstore.check.threshold", "0.3");
        DirectSink unguarded = new DirectSink(tenant, DATABASE, "memstore.check.threshold", "0")) {
      guarded.put(records.change("c", 1L, "a"));
      fill(client);
      assertThat(used(client)).isGreaterThan(0.3);

      guarded.letTimePass(30_000);
      SinkRecord second = records.change("c", 2L, "b");
      assertThatThrownBy(() -> guarded.put(second))
          .isInstanceOf(RetriableException.class)
          .hasMessage("The tenant's memstore is full.");
      assertThat(guarded.timeout()).isEqualTo(30_000);
      // Who doesn't look runs into the wall, and tries again.
      SinkRecord large = records.change("c", 3L, "x".repeat(20_000));
      assertThatThrownBy(() -> unguarded.put(large))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("out of memory, or its memstore is full (error 4030");

      client.execute("ALTER SYSTEM MINOR FREEZE");
      Await.until("the memstore is emptied", SOON, () -> used(client) < 0.3);
      guarded.put(second);
      unguarded.put(large);

      assertThat(client.query("SELECT id FROM rows_of_full ORDER BY id"))
          .containsExactly("1", "2", "3");
      assertThat(guarded.reported()).isEmpty();
      assertThat(unguarded.reported()).isEmpty();
    }
  }

  @Test
  void aServerThatStopsAnsweringHoldsUpNeitherAPutNorAStop() throws Exception {
    CollectionRecords records = pairs("rows_of_slow");
    server.start();
    Tenant tenant = Tenant.of(server);
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "query.timeout.ms", "1000")) {
      sink.put(records.change("c", 1L, "a"));
      DirectSink stopped = new DirectSink(tenant, DATABASE);
      stopped.put(records.change("c", 1L, "a"));
      SinkRecord second = records.change("c", 2L, "b");

      server.pause();
      long began = System.nanoTime();
      assertThatThrownBy(() -> sink.put(second))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("the connection is lost");
      assertThat(since(began)).isLessThan(Duration.ofSeconds(8));
      long beganToStop = System.nanoTime();
      stopped.close();
      assertThat(since(beganToStop)).isLessThan(Duration.ofSeconds(5));
      server.resume();
      Await.until("the sink writes", SOON, () -> sink.takes(List.of(second)));

      assertThat(client.count("rows_of_slow")).isEqualTo(2);
      assertThat(sink.reported()).isEmpty();
    }
  }

  /** Writes until the server refuses: freezes are off, and the memstore is small. */
  private static void fill(OceanBaseClient client) throws SQLException {
    client.execute("ALTER SYSTEM SET memstore_limit_percentage = 15");
    client.execute("ALTER SYSTEM SET freeze_trigger_percentage = 99");
    client.execute("CREATE TABLE filling (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(20000))");
    assertThatThrownBy(
            () -> {
              client.execute("INSERT INTO filling (v) VALUES (REPEAT('x', 20000))");
              for (int i = 0; i < ROWS; i++) {
                client.execute("INSERT INTO filling (v) SELECT v FROM filling LIMIT " + ROWS);
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("memory limits");
  }

  private static double used(OceanBaseClient client) throws SQLException {
    return Double.parseDouble(
        client
            .query("SELECT MAX(MEMSTORE_USED / MEMSTORE_LIMIT) FROM oceanbase.GV$OB_MEMSTORE")
            .get(0));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static CollectionRecords pairs(String collection) {
    return new CollectionRecords(
        DATABASE,
        collection,
        column("id", SchemaBuilder.int64()),
        column("v", SchemaBuilder.string()));
  }
}
