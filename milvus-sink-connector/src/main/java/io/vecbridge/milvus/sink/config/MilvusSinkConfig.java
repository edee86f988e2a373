// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import io.debezium.config.Configuration;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.config.Validation;
import io.vecbridge.common.metrics.MetricTags;
import io.vecbridge.common.milvus.MilvusConnection;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.FlowRules;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.config.TargetSinkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** All options of the connector. */
public final class MilvusSinkConfig extends TargetSinkConfig {
  /** The options in the groups of the documentation. */
  public static final Options OPTIONS =
      Options.none()
          .with("Milvus", MilvusConnectionOptions.FIELDS)
          .with("Collections", CollectionConfig.FIELDS)
          .with("Writing", WriteConfig.FIELDS)
          .with(
              "Flow",
              RetryConfig.FIELDS.with(WriteConfig.PUT_TIMEOUT).with(ObjectFailureMode.OPTION))
          .with("Limits", RateLimits.FIELDS)
          .with("Checks", Prechecks.option(Check.values()))
          .with("Metrics", MetricTags.OPTION);

  /** The checks of Milvus and its collections, which can be skipped. */
  public enum Check implements Prechecks.Check {
    /** Milvus responds and accepts the user; without this check no checks run. */
    MILVUS_REACHABLE,
    /** The database exists, if the connector may not create it. */
    MILVUS_DATABASE,
    /** The collections exist, if the connector may not create them. */
    COLLECTION_EXISTS,
    /** No two topics fill one collection. */
    COLLECTION_SOURCES,
    /** No collection generates its keys itself. */
    COLLECTION_AUTO_ID
  }

  /** Reads options that are valid and have defaults. */
  public MilvusSinkConfig(Configuration config) {
    super(config);
  }

  /**
   * Reads and checks the properties of a connector or task.
   *
   * @throws ConfigException with all that is wrong with them
   */
  public static MilvusSinkConfig of(Map<String, String> properties) {
    new Validation(
            OPTIONS, MilvusConnectionOptions.FIELDS, MilvusSinkConfig::findings, valid -> List.of())
        .require(properties);
    return new MilvusSinkConfig(OPTIONS.read(properties));
  }

  /** What is wrong with options that are valid each by itself. */
  public static List<Finding> findings(Configuration config) {
    List<Finding> findings =
        new ArrayList<>(FlowRules.findings(config, MilvusConnectionOptions.REQUEST_TIMEOUT));
    CollectionConfig collections = CollectionConfig.of(config);
    findings.addAll(collections.indexes().findings(collections.evolution()));
    return findings;
  }

  public MilvusConnection connection() {
    return MilvusConnectionOptions.from(options());
  }

  public CollectionConfig collections() {
    return CollectionConfig.of(options());
  }

  public WriteConfig write() {
    return WriteConfig.of(options());
  }

  public RetryConfig retry() {
    return RetryConfig.of(options());
  }
}
