// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** {@code put.timeout.ms}, and the rules over several options that every sink has. */
public final class FlowRules {
  public static final String PUT_TIMEOUT = "put.timeout.ms";
  private static final String POLL_INTERVAL = "consumer.override.max.poll.interval.ms";
  private static final String DEFAULT_POLL_INTERVAL = "300000";
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private FlowRules() {}

  /** The option that limits the time of one put. */
  public static Field putTimeout(Duration defaultValue, String description) {
    return Field.create(PUT_TIMEOUT)
        .withDisplayName("Put timeout (ms)")
        .withType(Type.LONG)
        .withWidth(Width.MEDIUM)
        .withImportance(Importance.MEDIUM)
        .withDefault(defaultValue.toMillis())
        .withValidation(Field.RangeValidator.between(1_000, 3_600_000))
        .withDescription(description);
  }

  /**
   * What is wrong with the options together.
   *
   * @param callTimeout the option that limits one call to the target, by which a put can outlast
   *     its own limit
   */
  public static List<Finding> findings(Configuration config, Field callTimeout) {
    List<Finding> findings = new ArrayList<>(DeadLetters.findings(config));
    findings.addAll(SubscribedTopics.findings(config));
    findings.addAll(Transformations.findings(config));
    if (config.getLong(RetryConfig.BACKOFF_MAX) < config.getLong(RetryConfig.BACKOFF)) {
      findings.add(
          Finding.of(
              RetryConfig.BACKOFF_MAX,
              "It must not be smaller than " + RetryConfig.BACKOFF.name() + "."));
    }
    long longest = config.getLong(PUT_TIMEOUT) + config.getLong(callTimeout) + CLOSING.toMillis();
    String interval = config.getString(POLL_INTERVAL, DEFAULT_POLL_INTERVAL).strip();
    // A put has to end before the consumer group considers the task dead.
    if (interval.matches("\\d{1,18}") && longest >= Long.parseLong(interval)) {
      findings.add(
          Finding.of(
              PUT_TIMEOUT,
              "A put can take "
                  + longest
                  + " ms, together with "
                  + callTimeout.name()
                  + ", but the consumer group considers the task dead after "
                  + interval
                  + " ms. Lower one of the two, or raise "
                  + POLL_INTERVAL
                  + "."));
    }
    return findings;
  }
}
