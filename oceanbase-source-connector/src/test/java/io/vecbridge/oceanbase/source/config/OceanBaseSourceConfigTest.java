// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.run.MaskedOptions;
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
    assertThat(config().capture().startScn()).hasValue(1795516551268687000L);
    options.put("capture.start.scn", "now");
    assertThat(errors("capture.start.scn")).hasSize(1);
    assertThatThrownBy(() -> config().capture().startScn())
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("For input string: \"now\"");
  }

  @Test
  void thePasswordIsNotLogged() {
    Configuration masked =
        new MaskedOptions(OceanBaseSourceConfig.OPTIONS.fields()).of(Configuration.from(options));
    assertThat(masked.getString("connection.password")).isEqualTo("********");
    assertThat(masked.getString("connection.username")).isEqualTo("root@test");
  }
}
