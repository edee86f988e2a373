// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusPrecheck;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.milvus.sink.collection.VisibleNames;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig.Check;
import java.util.ArrayList;
import java.util.List;

/** Connects once and checks Milvus and the collections that the configuration names. */
public final class Precheck {
  private final MilvusSinkConfig config;

  public Precheck(MilvusSinkConfig config) {
    this.config = config;
  }

  /** What is wrong; empty if all is well. That Milvus is unavailable or busy is temporary. */
  public List<Finding> findings() {
    List<String> topics = config.topics();
    List<Finding> findings = new ArrayList<>(new SharedCollectionsCheck(config).findings(topics));
    if (config.checks(Check.MILVUS_REACHABLE)) {
      findings.addAll(
          MilvusPrecheck.findings(
              config.connection(), Check.MILVUS_REACHABLE, client -> findings(client, topics)));
    }
    return findings;
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
