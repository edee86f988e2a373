// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnection;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.milvus.sink.collection.VisibleNames;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Connects once and checks Milvus and the collections that the configuration names. */
public final class Precheck {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(3);

  private final MilvusSinkConfig config;

  public Precheck(MilvusSinkConfig config) {
    this.config = config;
  }

  /** What is wrong; empty if all is well. That Milvus is unavailable or busy is temporary. */
  public List<Finding> findings() {
    List<String> topics = config.topics();
    List<Finding> findings = new ArrayList<>(new SharedCollectionsCheck(config).findings(topics));
    if (config.checks(Check.MILVUS_REACHABLE)) {
      findings.addAll(inMilvus(topics));
    }
    return findings;
  }

  private List<Finding> inMilvus(List<String> topics) {
    MilvusConnection connection = config.connection();
    Duration limit =
        connection.requestTimeout().compareTo(LONGEST_CALL) < 0
            ? connection.requestTimeout()
            : LONGEST_CALL;
    try (MilvusClient client = MilvusClient.open(connection.withRequestTimeout(limit))) {
      return findings(client, topics);
    } catch (ConfigException e) {
      return List.of(
          Prechecks.finding(MilvusConnectionOptions.URI, e.getMessage(), Check.MILVUS_REACHABLE));
    } catch (MilvusRequestException e) {
      boolean denied =
          e.reason() == MilvusReason.UNAUTHENTICATED || e.reason() == MilvusReason.DENIED;
      return List.of(
          new Finding(
              (denied ? MilvusConnectionOptions.TOKEN : MilvusConnectionOptions.URI).name(),
              e.getMessage() + "." + Prechecks.skipHint(Check.MILVUS_REACHABLE),
              e.failure() == Failure.RETRY));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(
          new Finding(
              MilvusConnectionOptions.URI.name(), "Interrupted while checking Milvus.", true));
    }
  }

  private List<Finding> findings(MilvusClient client, List<String> topics)
      throws InterruptedException {
    client.version();
    String database = config.collections().database();
    boolean required =
        config.collections().evolution() == SchemaEvolution.NONE && !database.contains("${");
    if (required
        && config.checks(Check.MILVUS_DATABASE)
        && !new VisibleNames(client).mayHave(database)) {
      return List.of(
          Prechecks.finding(
              CollectionConfig.DATABASE,
              "Milvus has no database '" + database + "'. Create it, or set another one.",
              Check.MILVUS_DATABASE));
    }
    return new CollectionCheck(config, client).findings(topics);
  }
}
