// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.check;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnection;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.PrecheckNames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects once and looks at Milvus, for {@code PUT /connector-plugins/../config/validate}. */
public final class Precheck {
  private static final Logger LOG = LoggerFactory.getLogger(Precheck.class);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(3);

  private final MilvusSinkConfig config;

  public Precheck(MilvusSinkConfig config) {
    this.config = config;
  }

  /** Sentences by the key that they concern; empty if all is well. */
  public Map<String, String> findings() {
    if (!config.checks(PrecheckNames.REACHABLE)) {
      return Map.of();
    }
    Map<String, String> findings = new LinkedHashMap<>();
    try {
      look(findings);
    } catch (MilvusRequestException e) {
      findings.put(key(e), skippable(e.getMessage() + ".", PrecheckNames.REACHABLE));
    }
    return findings;
  }

  /**
   * The same checks at the start of a task. A Milvus that is away or busy stops no task: the puts
   * wait for it.
   *
   * @throws ConnectException with the first finding
   */
  public void require() {
    if (!config.checks(PrecheckNames.REACHABLE)) {
      return;
    }
    Map<String, String> findings = new LinkedHashMap<>();
    try {
      look(findings);
    } catch (MilvusRequestException e) {
      if (e.failure() != Failure.RETRY) {
        throw new ConnectException(e.getMessage() + ".", e);
      }
      LOG.warn("The checks of the start are left out: {}", e.getMessage());
    }
    if (!findings.isEmpty()) {
      throw new ConnectException(findings.values().iterator().next());
    }
  }

  private void look(Map<String, String> findings) {
    MilvusConnection connection = config.connection();
    Duration limit =
        connection.requestTimeout().compareTo(LONGEST_CALL) < 0
            ? connection.requestTimeout()
            : LONGEST_CALL;
    try (MilvusClient client = MilvusClient.open(connection.withRequestTimeout(limit))) {
      client.version();
      String database = config.collections().database();
      if (config.checks(PrecheckNames.DATABASE) && !hasDatabase(client, database)) {
        findings.put(
            CollectionConfig.DATABASE,
            skippable(
                "Milvus has no database '" + database + "'. Create it, or name another one.",
                PrecheckNames.DATABASE));
        return;
      }
      new CollectionCheck(config, client).look(findings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetriableException("Interrupted while Milvus was checked.", e);
    }
  }

  private static boolean hasDatabase(MilvusClient client, String database)
      throws InterruptedException {
    try {
      return client.databases().contains(database);
    } catch (MilvusRequestException e) {
      if (e.reason() == MilvusReason.DENIED) {
        // A user of one database need not see the others.
        return true;
      }
      throw e;
    }
  }

  private static String key(MilvusRequestException e) {
    return e.reason() == MilvusReason.DENIED
        ? MilvusConnectionOptions.TOKEN.name()
        : MilvusConnectionOptions.URI.name();
  }

  static String skippable(String sentence, String check) {
    return sentence + " Skip the check by precheck.skip=" + check + ".";
  }
}
