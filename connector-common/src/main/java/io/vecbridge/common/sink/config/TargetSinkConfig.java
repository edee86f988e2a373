// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.debezium.config.Configuration;
import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.rate.RateLimits;
import java.util.List;
import java.util.function.LongSupplier;

/** The options of a sink that don't depend on its target. */
public abstract class TargetSinkConfig {
  private final Configuration options;
  private final Prechecks prechecks;

  /** Reads options that are valid and have defaults. */
  protected TargetSinkConfig(Configuration options) {
    this.options = options;
    this.prechecks = new Prechecks(options);
  }

  protected final Configuration options() {
    return options;
  }

  /** The columns that have another name in the target. */
  public final ColumnMappings columnMappings() {
    return ColumnMappings.of(options);
  }

  public final ObjectFailureMode objectFailures() {
    return ObjectFailureMode.of(options);
  }

  /** New limits with nothing charged yet. */
  public final RateLimits rateLimits(LongSupplier nanoClock) {
    return RateLimits.of(options, nanoClock);
  }

  /** The topics of rows, as far as they are known before any record. */
  public final List<String> topics() {
    return SubscribedTopics.ofRows(options);
  }

  /**
   * Whether {@code topics.regex} can match the topic of a source's table, which has some prefix.
   */
  public final boolean expandsTo(String database, String table) {
    return SubscribedTopics.expandsTo(options, database, table);
  }

  /** Whether a check is made. */
  public final boolean checks(Prechecks.Check check) {
    return !prechecks.skips(check);
  }
}
