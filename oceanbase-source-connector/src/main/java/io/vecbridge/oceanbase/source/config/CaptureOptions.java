// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.source.config.StartTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How changes are found. */
public final class CaptureOptions {
  /** How changes are found. */
  public enum CaptureMode implements Choice {
    /** By polling the tables at system change numbers, with SQL only. */
    SCN,
    /** By reading the binlog of OceanBase's Binlog Service. */
    BINLOG
  }

  public static final Field MODE =
      Choice.option("capture.mode", CaptureMode.SCN)
          .withDisplayName("Capture mode")
          .withImportance(Importance.HIGH)
          .withDescription(
              "How changes are found: 'scn' polls the tables at system change numbers, which needs"
                  + " SQL alone, with the SELECT privilege on the tables, and reads the newest state of"
                  + " each changed row; 'binlog' reads the binlog of OceanBase's Binlog Service.");

  // A clock that counts nanoseconds in a long ends after 292 years.
  private static final Field.RangeValidator INTERVALS =
      Field.RangeValidator.between(1, Duration.ofDays(36_500).toMillis());

  private static final Field POLL_INTERVAL =
      Field.create("poll.interval.ms")
          .withDisplayName("Poll interval (ms)")
          .withType(Type.LONG)
          .withImportance(Importance.MEDIUM)
          .withDefault(500L)
          .withValidation(INTERVALS)
          .withDescription(
              "With capture.mode=scn, how often a changing table is polled, in milliseconds. All idle"
                  + " tables of a task share a twentieth of the time, so many or large ones are polled"
                  + " less often, but at least every poll.interval.idle.max.ms. Records also wait this"
                  + " long for a batch to fill, up to 100 ms.");

  private static final Field IDLE_INTERVAL =
      Field.create("poll.interval.idle.max.ms")
          .withDisplayName("Maximum poll interval of idle tables (ms)")
          .withType(Type.LONG)
          .withImportance(Importance.LOW)
          .withDefault(30_000L)
          .withValidation(INTERVALS)
          .withDescription(
              "With capture.mode=scn, the maximum time between two polls of an idle table, in"
                  + " milliseconds: the maximum delay of its first change.");

  private static final Field DISCOVERY_INTERVAL =
      Field.create("table.discovery.interval.ms")
          .withDisplayName("Discovery interval (ms)")
          .withType(Type.LONG)
          .withImportance(Importance.LOW)
          .withDefault(10_000L)
          .withValidation(INTERVALS)
          .withDescription(
              "How often new tables are discovered, in milliseconds. With capture.mode=binlog, DDL"
                  + " statements show them.");

  public static final Field START_SCN =
      Field.create("capture.start.scn")
          .withDisplayName("Start SCN")
          .withType(Type.STRING)
          .withImportance(Importance.MEDIUM)
          .withValidation(CaptureOptions::validateScn)
          .withDescription(
              "With snapshot.mode=no_data, the system change number after which the changes of a"
                  + " table without an offset are captured; by default from now on. SELECT"
                  + " current_scn() returns one. It must not be older than the tenant's"
                  + " undo_retention. Only with capture.mode=scn.");

  private static final Field START_TIMESTAMP =
      StartTime.option("capture.start.timestamp")
          .withDisplayName("Start time")
          .withImportance(Importance.MEDIUM)
          .withValidation(CaptureOptions::validateOneStart)
          .withDescription(
              "With snapshot.mode=no_data, the time from which the changes of a table without an"
                  + " offset are captured, instead of capture.start.scn: milliseconds since 1970, or"
                  + " ISO-8601 such as 2026-01-31T12:00:00Z. By default from now on. It is compared"
                  + " with the tenant's clock, and must not be older than the tenant's"
                  + " undo_retention. Only with capture.mode=scn.");

  private static final Field START_GTID =
      Field.create("capture.start.gtid")
          .withDisplayName("Start GTID set")
          .withType(Type.STRING)
          .withImportance(Importance.LOW)
          .withValidation(CaptureOptions::validateGtid)
          .withDescription(
              "With capture.mode=binlog and snapshot.mode=no_data, the GTID set after which changes"
                  + " are captured; by default from now on.");

  static final Field.Set FIELDS =
      Field.setOf(
          MODE,
          POLL_INTERVAL,
          IDLE_INTERVAL,
          DISCOVERY_INTERVAL,
          START_SCN,
          START_TIMESTAMP,
          START_GTID);

  private static final String SERVER_GTIDS = "[0-9a-fA-F-]{36}(?::\\d{1,18}(?:-\\d{1,18})?)+";
  private static final Pattern GTIDS = Pattern.compile(SERVER_GTIDS + "(?:," + SERVER_GTIDS + ")*");
  private static final Duration LONGEST_BATCH_WAIT = Duration.ofMillis(100);

  private final Configuration config;

  CaptureOptions(Configuration config) {
    this.config = config;
  }

  /** How changes are found. */
  public CaptureMode mode() {
    return Choice.of(CaptureMode.class, config, MODE);
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

  /** The maximum time between two polls of an idle table. */
  public Duration idleInterval() {
    return Duration.ofMillis(config.getLong(IDLE_INTERVAL));
  }

  /** How often new tables are discovered. */
  public Duration discoveryInterval() {
    return Duration.ofMillis(config.getLong(DISCOVERY_INTERVAL));
  }

  /** Where tables without an offset and a snapshot begin; empty for now. */
  public Optional<Start> start() {
    return isSet(config, START_SCN)
        ? Optional.of(new Start(START_SCN, Long.parseLong(config.getString(START_SCN).trim())))
        : StartTime.of(config, START_TIMESTAMP).map(Start::at);
  }

  /**
   * A configured start.
   *
   * @param option that configures it
   * @param scn after which changes are captured
   */
  public record Start(Field option, long scn) {
    // An SCN is a time in nanoseconds, and a change at the given time itself belongs to it.
    private static Start at(Instant time) {
      long nanos = Math.addExact(TimeUnit.SECONDS.toNanos(time.getEpochSecond()), time.getNano());
      return new Start(START_TIMESTAMP, Math.max(1, nanos - 1));
    }
  }

  /** The GTID set after which changes are captured without a snapshot; empty for now. */
  public String startGtid() {
    return isSet(config, START_GTID) ? config.getString(START_GTID).trim() : "";
  }

  private static int validateScn(
      Configuration config, Field field, Field.ValidationOutput problems) {
    if (!isSet(config, field)) {
      return 0;
    }
    String text = config.getString(field);
    if (!text.trim().matches("[1-9]\\d{0,17}|[1-8]\\d{18}")) {
      problems.accept(
          field, text, "Expected a system change number, as SELECT current_scn() returns it.");
      return 1;
    }
    return requirePolls(config, field, problems);
  }

  private static int validateOneStart(
      Configuration config, Field field, Field.ValidationOutput problems) {
    if (!isSet(config, field)) {
      return 0;
    }
    if (isSet(config, START_SCN)) {
      problems.accept(
          field,
          config.getString(field),
          "Set capture.start.timestamp or capture.start.scn, not both.");
      return 1;
    }
    return requirePolls(config, field, problems);
  }

  private static int requirePolls(
      Configuration config, Field field, Field.ValidationOutput problems) {
    if (CaptureMode.SCN.matches(config.getString(MODE))) {
      return 0;
    }
    problems.accept(
        field,
        config.getString(field),
        "A binlog is read after a GTID set, and has no order by time or SCN: with"
            + " capture.mode=binlog set capture.start.gtid.");
    return 1;
  }

  private static int validateGtid(
      Configuration config, Field field, Field.ValidationOutput problems) {
    if (!isSet(config, field)) {
      return 0;
    }
    if (CaptureMode.BINLOG.matches(config.getString(MODE))) {
      return requireGtids(config, field, problems);
    }
    problems.accept(
        field,
        config.getString(field),
        "Polls know no GTIDs: with capture.mode=scn set capture.start.scn or"
            + " capture.start.timestamp.");
    return 1;
  }

  private static int requireGtids(
      Configuration config, Field field, Field.ValidationOutput problems) {
    String text = config.getString(field);
    if (GTIDS.matcher(text.replaceAll("\\s", "")).matches()) {
      return 0;
    }
    problems.accept(
        field, text, "Expected a GTID set, as SELECT @@global.gtid_executed returns it.");
    return 1;
  }

  private static boolean isSet(Configuration config, Field field) {
    String text = config.getString(field);
    return text != null && !text.isBlank();
  }
}
