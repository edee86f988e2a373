// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How changes are found. */
public final class CaptureOptions {
  /** Name of the option with the way of capture. */
  public static final String MODE_NAME = "capture.mode";

  /** Name of the option with the SCN to begin at. */
  public static final String START_SCN_NAME = "capture.start.scn";

  static final Field MODE =
      Field.create(MODE_NAME)
          .withDisplayName("Capture mode")
          .withEnum(CaptureMode.class, CaptureMode.SCN)
          .withImportance(Importance.HIGH)
          .withDescription(
              "'scn' polls the tables at system change numbers: SQL alone, with the SELECT privilege"
                  + " on the tables; it sees the newest state of each changed row. 'binlog' reads the"
                  + " binlog of OceanBase's Binlog Service.");

  static final Field POLL_INTERVAL =
      Field.create("poll.interval.ms")
          .withDisplayName("Poll interval (ms)")
          .withType(Type.LONG)
          .withImportance(Importance.MEDIUM)
          .withDefault(500L)
          .withValidation(Field::isPositiveLong)
          .withDescription(
              "With capture.mode=scn, how often a table that changes is polled, in milliseconds. All"
                  + " idle tables of a task together get a twentieth of the time, so that many or"
                  + " large ones are polled less often, but at least every poll.interval.idle.max.ms."
                  + " Records also wait for a batch to fill, this long and 100 ms at most.");

  static final Field IDLE_INTERVAL =
      Field.create("poll.interval.idle.max.ms")
          .withDisplayName("Longest poll interval of idle tables (ms)")
          .withType(Type.LONG)
          .withImportance(Importance.LOW)
          .withDefault(30_000L)
          .withValidation(Field::isPositiveLong)
          .withDescription(
              "With capture.mode=scn, the longest time between two polls of an idle table, in"
                  + " milliseconds: the longest delay of its first change.");

  static final Field DISCOVERY_INTERVAL =
      Field.create("table.discovery.interval.ms")
          .withDisplayName("Interval of discovery (ms)")
          .withType(Type.LONG)
          .withImportance(Importance.LOW)
          .withDefault(10_000L)
          .withValidation(Field::isPositiveLong)
          .withDescription("How often new tables are looked for, in milliseconds.");

  static final Field START_SCN =
      Field.create(START_SCN_NAME)
          .withDisplayName("Start SCN")
          .withType(Type.STRING)
          .withImportance(Importance.MEDIUM)
          .withValidation(CaptureOptions::validateScn)
          .withDescription(
              "With snapshot.mode=no_data, the system change number after which the changes of a"
                  + " table without an offset are captured; by default from now on. SELECT"
                  + " current_scn() gives one. It must not be older than the tenant's"
                  + " undo_retention.");

  static final Field START_GTID =
      Field.create("capture.start.gtid")
          .withDisplayName("Start GTID set")
          .withType(Type.STRING)
          .withImportance(Importance.LOW)
          .withDescription(
              "With capture.mode=binlog and snapshot.mode=no_data, the GTID set after which changes"
                  + " are captured; by default from now on.");

  private static final Duration LONGEST_BATCH_WAIT = Duration.ofMillis(100);

  private final Configuration config;

  CaptureOptions(Configuration config) {
    this.config = config;
  }

  /** How changes are found. */
  public CaptureMode mode() {
    return CaptureMode.parse(config.getString(MODE));
  }

  /** How often a table that changes is polled. */
  public Duration pollInterval() {
    return Duration.ofMillis(config.getLong(POLL_INTERVAL));
  }

  /** How long the framework's queue waits for a full batch: a part of every change's delay. */
  Duration batchWait() {
    Duration poll = pollInterval();
    return poll.compareTo(LONGEST_BATCH_WAIT) < 0 ? poll : LONGEST_BATCH_WAIT;
  }

  /** The longest time between two polls of an idle table. */
  public Duration idleInterval() {
    return Duration.ofMillis(config.getLong(IDLE_INTERVAL));
  }

  /** How often new tables are looked for. */
  public Duration discoveryInterval() {
    return Duration.ofMillis(config.getLong(DISCOVERY_INTERVAL));
  }

  /** The SCN after which tables without an offset and a snapshot are captured; empty for now. */
  public OptionalLong startScn() {
    String text = config.getString(START_SCN);
    return text == null || text.isBlank()
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(text.trim()));
  }

  /** The GTID set after which changes are captured without a snapshot; empty for now. */
  public String startGtid() {
    String text = config.getString(START_GTID);
    return text == null ? "" : text.trim();
  }

  private static int validateScn(
      Configuration config, Field field, Field.ValidationOutput problems) {
    String text = config.getString(field);
    if (text == null || text.isBlank()) {
      return 0;
    }
    if (!text.trim().matches("[1-9]\\d{0,17}|[1-8]\\d{18}")) {
      problems.accept(
          field, text, "Expected a system change number, as SELECT current_scn() gives one");
      return 1;
    }
    return 0;
  }
}
