// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.config.EnumeratedValue;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import io.vecbridge.common.rate.RateLimits;
import java.util.Optional;

/** What both sources read from their options: Debezium's common ones and {@link SourceOptions}. */
public abstract class SourceConfig extends CommonConnectorConfig {
  private final Configuration options;
  private final Prechecks prechecks;

  /** Reads the options, which have the connector's defaults. */
  protected SourceConfig(Configuration config, int defaultFetchSize) {
    super(config, defaultFetchSize);
    options = config;
    prechecks = new Prechecks(config);
  }

  /** The options as they were given, with defaults. */
  public final Configuration options() {
    return options;
  }

  /** Which checks are left out. */
  public final Prechecks prechecks() {
    return prechecks;
  }

  /** Limits of rows and bytes per second. */
  public final RateLimits rateLimits() {
    return RateLimitOptions.limits(options);
  }

  /** How float vectors are sent. */
  public final VectorEncoding vectorEncoding() {
    return VectorEncoding.parse(options.getString(SourceOptions.VECTOR_ENCODING));
  }

  @Override
  public final boolean isSchemaChangesHistoryEnabled() {
    return options.getBoolean(RelationalDatabaseConnectorConfig.INCLUDE_SCHEMA_CHANGES);
  }

  @Override
  public final String getContextName() {
    return getConnectorName();
  }

  @Override
  public final Optional<? extends EnumeratedValue> getSnapshotLockingMode() {
    return Optional.empty();
  }
}
