// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A tenant that is away or busy gets the same records again; nothing of it is the records' fault.
 */
@ExtendWith(TenantExtension.class)
class SinkFailuresIT {
  private static final String DATABASE = "sink_failures";

  @Test
  void aKilledConnectionIsOpenedAnewForTheSameRecords(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("killed");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.change("c", 1L, "a"));
      killOthers(client);
      SinkRecord record = records.change("c", 2L, "b");

      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("OceanBase can't be written at present: the connection is lost");
      assertThat(sink.timeout()).isEqualTo(1_000);
      sink.put(record);

      assertThat(client.count("killed")).isEqualTo(2);
      assertThat(sink.reported()).isEmpty();
      assertThat(sink.total("Retries")).isEqualTo(1);
    }
  }

  @Test
  void aLockedRowIsTriedAgainAndNoRecordIsReported(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("locked");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "query.timeout.ms", "1000")) {
      sink.put(records.change("c", 1L, "a"), records.change("c", 2L, "a"));
      client.connection().setAutoCommit(false);
      client.execute("UPDATE locked SET v = 'mine' WHERE id = 2");
      List<SinkRecord> put = List.of(records.change("u", 1L, "b"), records.change("u", 2L, "b"));

      assertThatThrownBy(() -> sink.put(put))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("OceanBase can't be written at present");
      assertThat(client.query("SELECT v FROM locked WHERE id = 1")).containsExactly("a");
      client.connection().rollback();
      sink.put(put);

      assertThat(client.query("SELECT v FROM locked ORDER BY id")).containsExactly("b", "b");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void theWaitGrowsAndEndsWhereTheTimeoutSays(Tenant tenant) {
    CollectionRecords records = pairs("nobody");
    Tenant away = new Tenant("jdbc:mysql://127.0.0.1:1/", "root", "");
    try (DirectSink sink = new DirectSink(away, DATABASE, "retry.timeout.ms", "5000")) {
      SinkRecord record = records.change("c", 1L, "a");
      for (long wait : new long[] {1_000, 2_000}) {
        assertThatThrownBy(() -> sink.put(record))
            .isInstanceOf(RetriableException.class)
            .hasMessageContaining("OceanBase can't be written at present: the connection is lost");
        assertThat(sink.timeout()).isEqualTo(wait);
        sink.letTimePass(wait);
      }
      sink.letTimePass(2_000);

      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContaining("longer than retry.timeout.ms: the connection is lost");
    }
  }

  @Test
  void aWrongUserStopsTheTask(Tenant tenant) {
    Tenant stranger = new Tenant(tenant.url(), "no_such_user", "wrong");
    try (DirectSink sink = new DirectSink(stranger, "")) {
      SinkRecord record = pairs("never").change("c", 1L, "a");
      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContaining("user name or password is wrong");
    }
  }

  @Test
  void aPasswordThatChangesWhileTheTaskRunsIsWaitedForAMinute(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("changing");
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      client.execute("DROP USER IF EXISTS changing");
      client.execute("CREATE USER changing IDENTIFIED BY 'one'");
      client.execute("GRANT ALL PRIVILEGES ON sink_failures.* TO changing");
      Tenant changing = new Tenant(tenant.url(), "changing", "one");
      try (DirectSink sink = new DirectSink(changing, DATABASE)) {
        sink.put(records.change("c", 1L, "a"));
        client.execute("ALTER USER changing IDENTIFIED BY 'two'");
        killOthers(client);
        List<SinkRecord> put = List.of(records.change("c", 2L, "b"));
        // The connection is lost first, then it is refused.
        for (int i = 0; i < 3; i++) {
          assertThat(sink.takes(put)).isFalse();
        }
        client.execute("ALTER USER changing IDENTIFIED BY 'one'");
        sink.put(put);
        assertThat(client.count("changing")).isEqualTo(2);

        client.execute("ALTER USER changing IDENTIFIED BY 'two'");
        killOthers(client);
        assertThat(sink.takes(put)).isFalse();
        assertThat(sink.takes(put)).isFalse();
        sink.letTimePass(60_000);
        assertThatThrownBy(() -> sink.put(put))
            .isInstanceOf(ConnectException.class)
            .isNotInstanceOf(RetriableException.class)
            .hasMessageContaining("OceanBase refuses the request: user name or password is wrong");
      }
    }
  }

  @Test
  void writingWaitsWhileTheMemstoreIsFull(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("memstore");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink =
            new DirectSink(tenant, DATABASE, "memstore.check.threshold", "0.000001")) {
      SinkRecord record = records.change("c", 1L, "a");

      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(RetriableException.class)
          .hasMessage("The tenant's memstore is full.");
      assertThat(sink.timeout()).isEqualTo(30_000);
      assertThat(client.exists("memstore")).isFalse();
    }
  }

  @Test
  void aUserWithoutThePrivilegeWritesWithoutWatchingTheMemstore(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("unprivileged");
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      client.execute("CREATE TABLE unprivileged (id BIGINT PRIMARY KEY, v LONGTEXT)");
      client.execute("DROP USER IF EXISTS narrow");
      client.execute("CREATE USER narrow IDENTIFIED BY 'pw'");
      client.execute(
          "GRANT SELECT, INSERT, UPDATE, DELETE ON sink_failures.unprivileged TO narrow");
      Tenant narrow = new Tenant(tenant.url(), "narrow", "pw");
      try (DirectSink sink = new DirectSink(narrow, DATABASE)) {
        SinkRecord record = records.change("c", 1L, "a");
        assertThatThrownBy(() -> sink.put(record))
            .isInstanceOf(ConfigException.class)
            .hasMessageContaining("The user lacks ALTER, CREATE on any database")
            .hasMessageContaining("precheck.skip=oceanbase.privileges");
      }
      try (DirectSink sink =
          new DirectSink(narrow, DATABASE, "precheck.skip", "oceanbase.privileges")) {
        sink.put(records.change("c", 1L, "a"));
        sink.put(records.change("u", 1L, "b"), records.delete(2L));

        assertThat(client.query("SELECT v FROM unprivileged")).containsExactly("b");
        SinkRecord elsewhere = pairs("not_granted").change("c", 1L, "a");
        assertThatThrownBy(() -> sink.put(elsewhere))
            .isInstanceOf(ConnectException.class)
            .hasMessageContaining("privilege");
      }
    }
  }

  private static void killOthers(OceanBaseClient client) throws SQLException {
    for (String id :
        client.query(
            "SELECT id FROM information_schema.processlist WHERE db = 'sink_failures'"
                + " AND id <> CONNECTION_ID()")) {
      client.execute("KILL " + id);
    }
  }

  private static CollectionRecords pairs(String collection) {
    return new CollectionRecords(
        DATABASE,
        collection,
        column("id", SchemaBuilder.int64()),
        column("v", SchemaBuilder.string()));
  }
}
