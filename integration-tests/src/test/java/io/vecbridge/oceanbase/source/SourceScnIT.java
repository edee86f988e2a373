// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of table: snapshot, changes and deletes end as the table is. */
@ExtendWith(TenantExtension.class)
class SourceScnIT {
  private static final String DATABASE = "source_scn";

  private final Tenant tenant;
  private OceanBaseClient oceanBase;
  private DirectSource source;

  SourceScnIT(Tenant tenant) {
    this.tenant = tenant;
  }

  @BeforeEach
  void empty() throws SQLException {
    oceanBase = tenant.emptied(DATABASE);
    source = new DirectSource(tenant, DATABASE);
  }

  @AfterEach
  void close() throws SQLException {
    source.close();
    oceanBase.close();
  }

  /** A kind of table, with the value of the i-th key. */
  enum Kind {
    INTEGER("id BIGINT PRIMARY KEY", "") {
      @Override
      String key(int i) {
        return "(" + (i - 5) + ",";
      }
    },
    COMPOSITE("a INT, b VARCHAR(20) COLLATE utf8mb4_0900_bin, PRIMARY KEY (b, a)", "") {
      @Override
      String key(int i) {
        return "(" + i % 3 + ",'k" + i / 3 + "',";
      }
    },
    TEXT("id VARCHAR(20) COLLATE utf8mb4_0900_bin PRIMARY KEY", "") {
      @Override
      String key(int i) {
        return List.of("('a',", "('A',", "('a ',", "('ä',", "('\\'\"\\\\',", "('',")
            .get(i % 6)
            .replace("',", i / 6 + "',");
      }
    },
    FOLDING("id VARCHAR(20) COLLATE utf8mb4_general_ci PRIMARY KEY", "") {
      @Override
      String key(int i) {
        return "('k" + i + "',";
      }
    },
    UNSIGNED("id BIGINT UNSIGNED PRIMARY KEY", "") {
      @Override
      String key(int i) {
        return "(1844674407370955" + (1560 + i) + ",";
      }
    },
    BINARY("id VARBINARY(16) PRIMARY KEY", "") {
      @Override
      String key(int i) {
        return "(x'%02x00ff%02x',".formatted(255 - i, i);
      }
    },
    PARTITIONED(
        "id BIGINT, tenant VARCHAR(8), PRIMARY KEY (id, tenant)",
        "PARTITION BY KEY(tenant) PARTITIONS 4") {
      @Override
      String key(int i) {
        return "(" + i + ",'t" + i % 5 + "',";
      }
    },
    COLUMNS("id BIGINT PRIMARY KEY", "WITH COLUMN GROUP (each column)") {
      @Override
      String key(int i) {
        return "(" + i + ",";
      }
    };

    final String columns;
    final String options;

    Kind(String columns, String options) {
      this.columns = columns;
      this.options = options;
    }

    abstract String key(int i);

    String row(int i, int version) {
      return key(i) + version + ",'[" + i + ".1," + version + ".7]')";
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aTableEndsAsItIsAfterItsSnapshotAfterChangesAndAfterARestart(Kind kind) throws SQLException {
    oceanBase.execute(
        "CREATE TABLE t ("
            + kind.columns
                .replace(", PRIMARY", ", n INT, v VECTOR(2), PRIMARY")
                .replaceAll("^(?!.*n INT)(.*)$", "$1, n INT, v VECTOR(2)")
            + ") "
            + kind.options);
    String insert = "INSERT INTO t VALUES ";
    for (int i = 0; i < 30; i++) {
      oceanBase.execute(insert + kind.row(i, 0));
    }
    if (kind == Kind.PARTITIONED) {
      source.with("message.key.columns", DATABASE + ".t:id");
    }
    source.with("snapshot.fetch.size", "7").start();
    source.until("the snapshot", this::isEqual);
    assertThat(source.records()).hasSize(30);
    for (int i = 0; i < 30; i += 2) {
      oceanBase.execute("REPLACE INTO t VALUES " + kind.row(i, 1));
    }
    oceanBase.execute("DELETE FROM t WHERE n = 0 LIMIT 9");
    for (int i = 30; i < 50; i++) {
      oceanBase.execute(insert + kind.row(i, 2));
    }
    oceanBase.execute("UPDATE t SET v = '[0.123456789,2]' WHERE n = 2");
    source.until("the changes", this::isEqual);
    source.stop();
    int before = source.records().size();
    oceanBase.execute("DELETE FROM t WHERE n = 1");
    oceanBase.execute("UPDATE t SET n = 3 WHERE n = 2 LIMIT 5");
    source.start();
    source.until("the changes of the stop", this::isEqual);
    assertThat(source.records().size() - before).isEqualTo(2 * 15 + 5);
  }

  private boolean isEqual() throws SQLException {
    return source.rows(DATABASE, "t").equals(rows("t"));
  }

  private Set<List<Object>> rows(String table) throws SQLException {
    try (SourceTable read = new SourceTable(tenant, DATABASE, table, VectorEncoding.ARRAY)) {
      Set<List<Object>> rows = new HashSet<>();
      read.rows().forEach(row -> rows.add(DirectSource.values(row)));
      return rows;
    }
  }

  @Test
  void deletesComeBeforeTheRowsOfTheirPollAndHaveTombstones() throws Exception {
    oceanBase.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
    oceanBase.execute("INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)");
    source.start();
    source.until("the snapshot", () -> source.table(DATABASE, "t").size() == 3);
    oceanBase.execute("BEGIN");
    oceanBase.execute("UPDATE t SET n = 7 WHERE id = 1");
    oceanBase.execute("DELETE FROM t WHERE id = 3");
    oceanBase.execute("COMMIT");
    source.until("the changes", this::isEqual);
    List<SourceRecord> changes = source.records().subList(3, source.records().size());
    assertThat(changes).hasSize(3);
    assertThat(((Struct) changes.get(0).value()).getString("op")).isEqualTo("d");
    assertThat(((Struct) changes.get(0).key()).getInt32("id")).isEqualTo(3);
    assertThat(changes.get(1).value()).isNull();
    assertThat(((Struct) changes.get(2).value()).getString("op")).isEqualTo("u");
  }
}
