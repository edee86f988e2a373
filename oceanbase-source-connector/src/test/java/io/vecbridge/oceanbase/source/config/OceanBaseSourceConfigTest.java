// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Configuration;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.run.MaskedOptions;
import io.vecbridge.oceanbase.source.config.CaptureOptions.Start;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OceanBaseSourceConfigTest {
  private final Map<String, String> options =
      new HashMap<>(
          Map.of(
              "name", "source",
              "topic.prefix", "p",
              "connection.url", "jdbc:mysql://127.0.0.1:2881/",
              "connection.username", "root@test",
              "connection.password", "hidden"));

  private List<String> errors(String key) {
    return OceanBaseSourceConfig.OPTIONS
        .withDefaults(Configuration.from(options))
        .validate(OceanBaseSourceConfig.OPTIONS.fields())
        .get(key)
        .errorMessages();
  }

  private void assertError(String key, String message) {
    assertThat(errors(key)).singleElement().asString().endsWith(": " + message);
  }

  private OceanBaseSourceConfig config() {
    return new OceanBaseSourceConfig(
        OceanBaseSourceConfig.OPTIONS.withDefaults(Configuration.from(options)));
  }

  @Test
  void theLeastOptionsAreEnough() {
    for (Map.Entry<String, ?> field :
        OceanBaseSourceConfig.OPTIONS
            .withDefaults(Configuration.from(options))
            .validate(OceanBaseSourceConfig.OPTIONS.fields())
            .entrySet()) {
      assertThat(errors(field.getKey())).as(field.getKey()).isEmpty();
    }
    assertThat(config().getHeartbeatInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config().connection().username()).isEqualTo("root@test");
    assertThat(config().connection().queryTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theBinlogTakesNoKeyStoresFromTheUrl() {
    options.put(
        "connection.url",
        "jdbc:mysql://h/?sslMode=VERIFY_CA&trustCertificateKeyStoreUrl=file:/ca.p12");
    assertThat(config().binlog().findings()).isEmpty();
    options.put("capture.mode", "binlog");
    assertThat(config().binlog().findings())
        .singleElement()
        .asString()
        .startsWith("connection.url: With capture.mode=binlog")
        .contains("files of the connection.tls options");
  }

  @Test
  void recordsWaitForABatchNoLongerThanAPoll() {
    assertThat(config().getPollInterval()).isEqualTo(Duration.ofMillis(100));
    options.put("poll.interval.ms", "30");
    assertThat(config().getPollInterval()).isEqualTo(Duration.ofMillis(30));
    assertThat(config().capture().pollInterval()).isEqualTo(Duration.ofMillis(30));
  }

  @Test
  void heartbeatsCanNotBeSwitchedOffWhereTablesArePolled() {
    options.put("heartbeat.interval.ms", "0");
    assertThat(errors("heartbeat.interval.ms"))
        .singleElement()
        .asString()
        .contains("heartbeats can't be disabled");
    options.put("capture.mode", "binlog");
    assertThat(errors("heartbeat.interval.ms")).isEmpty();
  }

  @Test
  void newRowsCanBeSkippedIfTheyCanBeToldFromChangedOnes() {
    options.put("skipped.operations", "c");
    assertThat(errors("skipped.operations"))
        .singleElement()
        .asString()
        .contains("a poll sends new rows as 'u'");
    options.put("capture.mode", "binlog");
    options.put("skipped.operations", "c,u,d");
    assertThat(errors("skipped.operations")).isEmpty();
  }

  @Test
  void aPollsUpsertsCanNotBeSkipped() {
    options.put("skipped.operations", "d,u");
    assertThat(errors("skipped.operations"))
        .singleElement()
        .asString()
        .contains("a poll sends every changed row as 'u'");
    options.put("skipped.operations", "d");
    assertThat(errors("skipped.operations")).isEmpty();
  }

  @Test
  void eventsThatCanNotBeSentAreNeverSkipped() {
    for (String mode : List.of("skip", "warn", "ignore")) {
      options.put("event.processing.failure.handling.mode", mode);
      assertThat(errors("event.processing.failure.handling.mode"))
          .singleElement()
          .asString()
          .contains("Only 'fail' is valid");
    }
    options.put("event.processing.failure.handling.mode", "fail");
    assertThat(errors("event.processing.failure.handling.mode")).isEmpty();
  }

  @Test
  void theConnectionIsCheckedAsInTheSink() {
    options.put("connection.url", "jdbc:mysql://u:p@h/");
    assertThat(errors("connection.url"))
        .singleElement()
        .asString()
        .contains("must not contain user or password");
    options.remove("connection.username");
    assertThat(errors("connection.username")).isNotEmpty();
  }

  @Test
  void recordKeysAreNamedByTable() {
    options.put("message.key.columns", "d[.]books:id; d[.]a.*:x,y");
    TableOptions tables = config().tables();
    assertThat(tables.messageKeyOf(new TableId("d", null, "books"))).containsExactly("id");
    assertThat(tables.messageKeyOf(new TableId("d", null, "abc"))).containsExactly("x", "y");
    assertThat(tables.messageKeyOf(new TableId("d", null, "other"))).isEmpty();
    for (String wrong : List.of("books", ":id", "d.t:", "d.t:a,,b", "d[:a")) {
      options.put("message.key.columns", wrong);
      assertThat(errors("message.key.columns")).as(wrong).hasSize(1);
    }
  }

  @Test
  void tablesAndColumnsAreChosenByWholeNames() {
    options.put("table.include.list", "d[.]t.*");
    options.put("table.exclude.list", "d[.]tmp");
    options.put("column.exclude.list", "d[.]t1[.]secret");
    TableOptions tables = config().tables();
    assertThat(tables.includes(new TableId("d", null, "t1"))).isTrue();
    assertThat(tables.includes(new TableId("d", null, "tmp"))).isFalse();
    assertThat(tables.includes(new TableId("d", null, "xt1"))).isFalse();
    assertThat(tables.columnsOf(new TableId("d", null, "t1")).test("secret")).isFalse();
    assertThat(tables.columnsOf(new TableId("d", null, "t1")).test("open")).isTrue();
  }

  @Test
  void anScnIsANumber() {
    options.put("capture.start.scn", "1795516551268687000");
    assertThat(errors("capture.start.scn")).isEmpty();
    assertThat(config().capture().start().orElseThrow().scn()).isEqualTo(1795516551268687000L);
    options.put("capture.start.scn", "now");
    assertError(
        "capture.start.scn",
        "Expected a system change number, as SELECT current_scn() returns it.");
  }

  @Test
  void aStartTimeIsTheScnBeforeIt() {
    options.put("capture.start.timestamp", "2026-01-31T12:00:00.5Z");
    assertThat(errors("capture.start.timestamp")).isEmpty();
    Start start = config().capture().start().orElseThrow();
    assertThat(start.scn()).isEqualTo(1769860800_500_000_000L - 1);
    assertThat(start.option().name()).isEqualTo("capture.start.timestamp");
    options.put("capture.start.timestamp", "1769860800500");
    assertThat(config().capture().start()).contains(start);
    for (String wrong : List.of("yesterday", "-1", "99999999999999999", "2400-01-01T00:00:00Z")) {
      options.put("capture.start.timestamp", wrong);
      assertError(
          "capture.start.timestamp",
          "Expected milliseconds since 1970 or ISO-8601 such as 2026-01-31T12:00:00Z.");
    }
  }

  @Test
  void changesHaveOneStartOfTheirCaptureMode() {
    options.put("capture.start.timestamp", "1769860800500");
    options.put("capture.start.scn", "1795516551268687000");
    assertError(
        "capture.start.timestamp", "Set capture.start.timestamp or capture.start.scn, not both.");
    options.put("capture.mode", "binlog");
    assertError(
        "capture.start.scn",
        "A binlog is read after a GTID set, and has no order by time or SCN: with"
            + " capture.mode=binlog set capture.start.gtid.");
    options.remove("capture.start.scn");
    assertError(
        "capture.start.timestamp",
        "A binlog is read after a GTID set, and has no order by time or SCN: with"
            + " capture.mode=binlog set capture.start.gtid.");
    options.remove("capture.start.timestamp");
    options.put("capture.mode", "scn");
    options.put("capture.start.gtid", "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5");
    assertError(
        "capture.start.gtid",
        "Polls know no GTIDs: with capture.mode=scn set capture.start.scn or"
            + " capture.start.timestamp.");
  }

  @Test
  void aStartAfterTransactionsIsAGtidSet() {
    String server = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    options.put("capture.mode", "binlog");
    for (String set : List.of(server + ":1-5", server + ":1-5:7,\n" + server + ":9", " ")) {
      options.put("capture.start.gtid", set);
      assertThat(errors("capture.start.gtid")).as(set).isEmpty();
    }
    for (String text : List.of("5", "binlog.000007:4", server, server + ":", server + ":a-5")) {
      options.put("capture.start.gtid", text);
      assertError(
          "capture.start.gtid",
          "Expected a GTID set, as SELECT @@global.gtid_executed returns it.");
    }
  }

  @Test
  void anIntervalThatNoClockCountsIsRefused() {
    for (String option :
        List.of("poll.interval.ms", "poll.interval.idle.max.ms", "table.discovery.interval.ms")) {
      options.put(option, Long.toString(Long.MAX_VALUE));
      assertThat(errors(option)).as(option).isNotEmpty();
      options.put(option, "86400000");
      assertThat(errors(option)).as(option).isEmpty();
    }
  }

  @Test
  void thePasswordIsNotLogged() {
    Configuration masked =
        new MaskedOptions(OceanBaseSourceConfig.OPTIONS.fields()).of(Configuration.from(options));
    assertThat(masked.getString("connection.password")).isEqualTo("********");
    assertThat(masked.getString("connection.username")).isEqualTo("root@test");
  }
}
