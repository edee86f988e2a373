// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is checked beforehand, and what the user may do. */
@Tag("slow")
@ExtendWith(TenantExtension.class)
class SourceChecksIT {
  private static final String DATABASE = "source_checks";
  private static final String PASSWORD = "Xy9-selects";

  private final Tenant tenant;
  private OceanBaseClient oceanBase;
  private DirectSource source;

  SourceChecksIT(Tenant tenant) {
    this.tenant = tenant;
  }

  @BeforeEach
  void empty() throws SQLException {
    oceanBase = tenant.emptied(DATABASE);
    oceanBase.execute("CREATE TABLE t (id INT PRIMARY KEY, v VECTOR(2), s SPARSEVECTOR)");
    oceanBase.execute("INSERT INTO t VALUES (1, '[1,2]', '{1:0.1}')");
    source = new DirectSource(tenant, DATABASE);
  }

  @AfterEach
  void close() throws SQLException {
    source.close();
    oceanBase.close();
  }

  private Map<String, List<String>> findings() {
    Map<String, List<String>> findings = new TreeMap<>();
    new OceanBaseSourceConnector()
        .validate(source.options())
        .configValues()
        .forEach(
            value -> {
              if (!value.errorMessages().isEmpty()) {
                findings.put(value.name(), new ArrayList<>(value.errorMessages()));
              }
            });
    return findings;
  }

  private void assertFinding(String key, String message) {
    assertThat(findings()).containsOnlyKeys(key);
    assertThat(findings().get(key)).singleElement().asString().contains(message);
  }

  @Test
  void theSelectPrivilegeIsEnough() throws Exception {
    oceanBase.execute("DROP USER IF EXISTS reader");
    oceanBase.execute("CREATE USER reader IDENTIFIED BY '" + PASSWORD + "'");
    oceanBase.execute("GRANT SELECT ON " + DATABASE + ".* TO reader");
    source.with(
        "connection.username",
        "reader",
        "connection.password",
        PASSWORD,
        "table.include.list",
        ".*");
    assertThat(findings()).isEmpty();
    source.start();
    source.until("the snapshot", () -> source.table(DATABASE, "t").size() == 1);
    oceanBase.execute("INSERT INTO t VALUES (2, '[3,4]', '{7:0.123456789}')");
    oceanBase.execute("DELETE FROM t WHERE id = 1");
    oceanBase.execute("ALTER TABLE t ADD COLUMN n INT");
    oceanBase.execute("UPDATE t SET n = 5");
    source.until(
        "the changes",
        () ->
            source.rows(DATABASE, "t").size() == 1
                && source.rows(DATABASE, "t").iterator().next().contains(5));
  }

  @Test
  void whatIsRightHasNoFinding() {
    assertThat(findings()).isEmpty();
  }

  @Test
  void wrongCredentialsAndAddressesAreFoundOnTheirOptions() {
    source.with("connection.password", "wrong");
    assertFinding("connection.username", "user name or password is wrong");
    source.with("connection.password", "", "connection.url", "jdbc:mysql://127.0.0.1:1/");
    assertFinding("connection.url", "OceanBase can't be reached");
  }

  @Test
  void tablesWithoutAKeyAreRefusedByName() throws SQLException {
    oceanBase.execute("CREATE TABLE keyless (a INT, b INT)");
    assertFinding(
        "table.include.list", "Table \"" + DATABASE + ".keyless\" has neither a primary key");
    source.with("object.failure.mode", "fail");
    assertThatThrownBy(source::start)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("keyless");
    source.with("object.failure.mode", "continue");
    source.with("table.exclude.list", DATABASE + "[.]keyless");
    assertThat(findings()).isEmpty();
  }

  @Test
  void aUniqueKeyOfColumnsThatCanNotBeNullIsAKey() throws SQLException {
    oceanBase.execute("CREATE TABLE u (a INT NOT NULL, b INT, UNIQUE KEY k (a))");
    oceanBase.execute("INSERT INTO u VALUES (1, 1), (2, 2)");
    source.start();
    source.until("the snapshot", () -> source.table(DATABASE, "u").size() == 2);
    oceanBase.execute("DELETE FROM u WHERE a = 1");
    oceanBase.execute("UPDATE u SET b = 9");
    source.until("the changes", () -> source.rows(DATABASE, "u").equals(Set.of(List.of(2, 9))));
  }

  @Test
  void aTableWithAPartitionKeyNeedsItsOwnKeyNamed() throws SQLException {
    oceanBase.execute(
        "CREATE TABLE p (id INT, tenant VARCHAR(8), PRIMARY KEY (id, tenant))"
            + " PARTITION BY KEY(tenant) PARTITIONS 4");
    assertFinding("message.key.columns", "such as " + DATABASE + ".p:id");
    source.with("message.key.columns", DATABASE + ".p:nothing");
    assertFinding("table.include.list", "names the column \"nothing\"");
    source.with("message.key.columns", DATABASE + ".p:id");
    assertThat(findings()).isEmpty();
  }

  @Test
  void changesBeginAfterTheStartScn() throws Exception {
    String scn = oceanBase.query("SELECT current_scn()").get(0);
    oceanBase.execute("INSERT INTO t VALUES (2, '[3,4]', NULL)");
    source.with("snapshot.mode", "no_data", "capture.start.scn", "4" + scn.substring(1));
    assertFinding("capture.start.scn", "The start is in the future");
    source.with("capture.start.scn", scn).start();
    source.until("the change", () -> source.table(DATABASE, "t").size() == 1);
    oceanBase.execute("CREATE TABLE young (id INT PRIMARY KEY)");
    oceanBase.execute("INSERT INTO young VALUES (1)");
    source.until("the young table", () -> source.table(DATABASE, "young").size() == 1);
    assertThat(source.rows(DATABASE, "t").iterator().next()).contains(2);
  }

  @Test
  void aTableThatIsCreatedWhileTheTaskIsDownIsReadAsAWholeWithoutSnapshotsToo() throws Exception {
    for (String scn : List.of("", oceanBase.query("SELECT current_scn()").get(0))) {
      source.with("snapshot.mode", "no_data", "capture.start.scn", scn).start();
      source.until("the offset", () -> source.scn("t") > 0);
      source.stop();
      String young = "young" + scn;
      oceanBase.execute("CREATE TABLE " + young + " (id INT PRIMARY KEY)");
      oceanBase.execute("INSERT INTO " + young + " VALUES (1)");
      source.start();
      source.until("the young table", () -> source.table(DATABASE, young).size() == 1);
      assertThat(source.table(DATABASE, "t")).isEmpty();
      source.stop();
    }
  }

  @Test
  void noTableIsAFindingThatCanBeLeftOut() {
    source.with("table.include.list", "nowhere[.].*");
    assertFinding("table.include.list", "No table that the user may read is included");
    source.with("precheck.skip", "tables.captured");
    assertThat(findings()).isEmpty();
  }

  @Test
  void pollsAskForExactlyOnceSupport() {
    source.with("exactly.once.support", "requested");
    assertFinding("capture.mode", "can stay in the target. Set exactly.once.support=required");
    source.with("precheck.skip", "exactly.once.required");
    assertThat(findings()).isEmpty();
  }

  @Test
  void aLostConnectionIsMadeAnewAndNothingIsLost() throws Exception {
    source.start();
    source.until("the snapshot", () -> source.table(DATABASE, "t").size() == 1);
    for (int i = 2; i < 8; i++) {
      for (String session :
          oceanBase.query(
              "SELECT id FROM information_schema.processlist WHERE id <> connection_id()")) {
        oceanBase.execute("KILL " + session);
      }
      oceanBase.execute("INSERT INTO t VALUES (" + i + ", '[1,2]', NULL)");
      int expected = i;
      source.until("row " + i, () -> source.table(DATABASE, "t").size() == expected);
    }
  }

  @Test
  void aStopEndsAStatementThatRuns() throws Exception {
    oceanBase.execute("SET SESSION ob_query_timeout = 600000000, ob_trx_timeout = 600000000");
    oceanBase.execute("CREATE TABLE many (id BIGINT PRIMARY KEY, v VECTOR(64))");
    oceanBase.execute(
        "INSERT INTO many VALUES (0, ARRAY_MAP(x -> x * 0.1, [" + "1,".repeat(63) + "1]))");
    for (int rows = 1; rows < 60_000; rows *= 2) {
      oceanBase.execute("INSERT INTO many SELECT id + " + rows + ", v FROM many");
    }
    source.with("snapshot.fetch.size", "50000").start();
    source.poll();
    long start = System.nanoTime();
    source.stop();
    assertThat(System.nanoTime() - start).as("nanoseconds to stop").isLessThan(5_000_000_000L);
  }
}
