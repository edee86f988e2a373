// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static io.vecbridge.oceanbase.source.BinlogCaptureIT.isWhole;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.server.MySqlServer;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a binlog has to be like, beforehand and event by event. */
@ExtendWith({TenantExtension.class, MySqlExtension.class})
class BinlogChecksIT {
  @Test
  void theBinlogOfAnotherServerIsNotFollowed(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_foreign")) {
      both.execute("CREATE TABLE a (id int primary key, v int)");
      try (DirectSource source = both.source()) {
        source
            .offsets()
            .put(
                Map.of("server", DirectSource.PREFIX),
                Map.of("gtids", "11111111-1111-1111-1111-111111111111:1-5", "file", "", "pos", 0L));
        source.start();
        assertThat(source.failure()).contains("or it belongs to another server");
      }
    }
  }

  @Test
  void aPartialRowImageIsNeverTakenForNulls(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_partial")) {
      both.execute("CREATE TABLE a (id int primary key, v int, document text)");
      both.execute("INSERT INTO a VALUES (1, 1, 'one')");
      String[] given = {"snapshot.mode", "no_data", "capture.start.gtid", both.gtids()};
      both.inLog("SET SESSION binlog_row_image = 'NOBLOB'");
      both.execute("UPDATE a SET v = 2");
      both.inLog("SET SESSION binlog_row_image = 'FULL'");
      both.execute("CREATE TABLE b (id int primary key, v int)");
      both.execute("INSERT INTO b VALUES (1, 1)");
      try (DirectSource source = both.source(given).start()) {
        source.until("the others continue", () -> isWhole(source, both, "b"));
        assertThat(source.table(both.database(), "a")).isEmpty();
      }
      String[] fail = {"object.failure.mode", "fail"};
      try (DirectSource source = both.source(given).with(fail).start()) {
        assertThat(source.failure())
            .contains("lacks column \"document\". Set binlog_row_image to FULL");
      }
    }
  }

  @Test
  void theVariablesOfTheBinlogAreCheckedBeforehand(Tenant tenant, MySqlServer mysql)
      throws SQLException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_checked")) {
      both.execute("CREATE TABLE a (id int primary key)");
      DirectSource source = both.source();
      assertThat(findings(source)).isEmpty();
      both.inLog("SET GLOBAL binlog_row_image = 'MINIMAL'");
      try {
        assertThat(findings(source))
            .singleElement()
            .asString()
            .startsWith("capture.mode=binlog needs binlog_row_image to be FULL, and it is MINIMAL")
            .endsWith("To skip this check, set precheck.skip=binlog.capable.");
        source.with("precheck.skip", "binlog.capable");
        assertThat(findings(source)).isEmpty();
      } finally {
        both.inLog("SET GLOBAL binlog_row_image = 'FULL'");
      }
      source.with("precheck.skip", "", "binlog.port", "1");
      assertThat(findings(source))
          .singleElement()
          .asString()
          .startsWith("The server of the binlog can't be reached");
    }
  }

  private static List<String> findings(DirectSource source) {
    return new OceanBaseSourceConnector()
        .validate(source.options()).configValues().stream()
            .flatMap(value -> value.errorMessages().stream())
            .toList();
  }
}
