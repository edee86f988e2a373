// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import io.vecbridge.common.config.Keys;
import io.vecbridge.common.milvus.MilvusConnection;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.ConfigFindings;
import io.vecbridge.common.sink.config.DeadLetters;
import io.vecbridge.common.sink.config.PrecheckSkip;
import io.vecbridge.common.sink.config.PutTimeout;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.config.SubscribedTopics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** All keys of the connector. */
public final class MilvusSinkConfig {
  private static final ConfigDef DEFINITION = define();

  private final AbstractConfig parsed;
  private final Map<String, String> properties;

  private MilvusSinkConfig(Map<String, String> properties) {
    this.parsed = new AbstractConfig(DEFINITION, properties, false);
    this.properties = properties;
  }

  /**
   * Parses and checks the properties of a connector or task.
   *
   * @throws ConfigException with a sentence that names the key
   */
  public static MilvusSinkConfig of(Map<String, String> properties) {
    ConfigFindings.refuse(contradictions(properties));
    return new MilvusSinkConfig(properties);
  }

  /** Sentences by the key that they concern, about keys that are valid each by itself. */
  public static Map<String, String> contradictions(Map<String, String> properties) {
    MilvusSinkConfig config = new MilvusSinkConfig(properties);
    Map<String, String> found = new LinkedHashMap<>();
    DeadLetters.contradictions(properties, found);
    config.retry().contradictions(found);
    try {
      PutTimeout.contradictions(
          properties,
          config.write().putTimeout(),
          config.connection().requestTimeout(),
          MilvusConnectionOptions.REQUEST_TIMEOUT.name(),
          found);
    } catch (ConfigException e) {
      found.put(MilvusConnectionOptions.URI.name(), e.getMessage());
    }
    CollectionConfig collections = config.collections();
    if (collections.vectorIndex() != VectorIndexType.NONE
        && collections.evolution() == SchemaEvolution.NONE) {
      found.put(
          CollectionConfig.INDEX_TYPE,
          "Indexes are made with collections, and schema.evolution=none makes no collections."
              + " Remove the key, or set schema.evolution=basic.");
    }
    return found;
  }

  public static ConfigDef definition() {
    return new ConfigDef(DEFINITION);
  }

  public MilvusConnection connection() {
    return MilvusConnectionOptions.from(properties);
  }

  public CollectionConfig collections() {
    return CollectionConfig.of(parsed);
  }

  public WriteConfig write() {
    return WriteConfig.of(parsed);
  }

  public RetryConfig retry() {
    return RetryConfig.of(parsed);
  }

  /** New limits with nothing charged yet. */
  public RateLimits rateLimits(LongSupplier nanoClock) {
    return RateLimits.of(parsed, nanoClock);
  }

  /** Whether a check is to be made. */
  public boolean checks(String item) {
    return PrecheckSkip.keeps(parsed, item);
  }

  /** The topics that Connect's own key lists one by one; empty for a regular expression. */
  public List<String> topics() {
    return SubscribedTopics.named(properties);
  }

  private static ConfigDef define() {
    ConfigDef def = new ConfigDef();
    MilvusConnectionOptions.define(def);
    CollectionConfig.define(def);
    WriteConfig.define(def);
    Keys flow = new Keys(def, "Flow");
    RetryConfig.define(flow, "Milvus");
    PutTimeout.define(
        flow,
        120_000L,
        """
        Longest time of one put, in milliseconds; a put that takes longer is tried again. With \
        milvus.request.timeout.ms, it must be below the consumer's max.poll.interval.ms (5 \
        minutes): then a task that was cut off can't write after its successor has begun. If puts \
        take so long, set a smaller consumer.override.max.poll.records.""");
    RateLimits.define(def);
    PrecheckNames.SKIP.define(def);
    return def;
  }
}
