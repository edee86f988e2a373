// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.check;

import io.debezium.relational.TableId;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.milvus.MilvusPrecheck;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.config.ChangeLogOptions;
import io.vecbridge.milvus.source.config.FilterOptions;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.config.MilvusSourceConfig.Check;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.DumpChangeLogReader;
import io.vecbridge.milvus.source.log.KafkaChangeLogReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects once and checks Milvus, its collections and its log: first that Milvus is reachable, of
 * a version that can be read and has the databases, then the collections and the log. All together
 * end within seconds: only the first {@value #MOST_COLLECTIONS} collections are checked.
 */
public final class Precheck {
  private static final Logger LOG = LoggerFactory.getLogger(Precheck.class);

  private static final int MOST_COLLECTIONS = 100;
  private static final String TIMEOUT_MS = Long.toString(MilvusPrecheck.LONGEST_CALL.toMillis());

  private final MilvusSourceConfig config;

  /** With options that are valid and have defaults. */
  public Precheck(MilvusSourceConfig config) {
    this.config = config;
  }

  /** What is wrong; empty if all is well. */
  public List<Finding> findings() {
    if (skips(Check.MILVUS_REACHABLE)) {
      return List.of();
    }
    return MilvusPrecheck.findings(
        MilvusConnectionOptions.from(config.options()),
        Check.MILVUS_REACHABLE,
        client -> {
          List<Finding> findings = findInMilvus(client);
          return findings.isEmpty() ? findInCollections(client) : findings;
        });
  }

  private boolean skips(Check check) {
    return config.prechecks().skips(check);
  }

  private List<Finding> findInMilvus(MilvusClient client) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    String version = client.version();
    List<String> databases = client.databases();
    if (!skips(Check.MILVUS_VERSION)
        && config.changeLog().enabled()
        && !MilvusVersion.of(version).isLogRead()) {
      findings.add(
          Prechecks.finding(
              MilvusConnectionOptions.URI,
              "Milvus has version "
                  + version
                  + ", but only the change log of 2.3 to 3.x can be read. change.log.reader=none"
                  + " only takes snapshots.",
              Check.MILVUS_VERSION));
    }
    if (!skips(Check.MILVUS_VERSION) && findings.isEmpty() && readsThroughMilvus()) {
      findings.addAll(findInVersion(MilvusVersion.of(version)));
    }
    if (!skips(Check.DATABASE_INCLUDED)
        && databases.stream().noneMatch(config.filters()::includesDatabase)) {
      findings.add(
          Prechecks.finding(
              FilterOptions.DATABASE_INCLUDE_LIST,
              "None of Milvus's databases is included: " + String.join(", ", databases) + ".",
              Check.DATABASE_INCLUDED));
    }
    return findings;
  }

  private boolean readsThroughMilvus() {
    return config.changeLog().enabled() && !config.changeLog().readsKafka();
  }

  private static List<Finding> findInVersion(MilvusVersion version) {
    if (!version.dumpsMessages()) {
      return List.of(
          Prechecks.finding(
              ChangeLogOptions.READER,
              "Milvus has version "
                  + version
                  + ", but only 2.6.20 and later return their change log. If Milvus's message queue is"
                  + " Kafka, set change.log.kafka.bootstrap.servers; otherwise upgrade Milvus, or set"
                  + " change.log.reader=none, which only takes snapshots.",
              Check.MILVUS_VERSION));
    }
    if (!version.dumpsMessagesWell()) {
      LOG.warn(
          "Milvus has version {}, in which the call that returns the change log has known defects:"
              + " 2.6.24 and 3.0.2 are the first without",
          version);
    }
    return List.of();
  }

  private List<Finding> findInCollections(MilvusClient client) throws InterruptedException {
    CollectionDiscovery discovery =
        new CollectionDiscovery(client, config.filters()::includesCollection);
    List<MilvusCollection> collections = new ArrayList<>();
    for (TableId id : discovery.list()) {
      if (collections.size() < MOST_COLLECTIONS) {
        discovery.describe(id.catalog(), id.table()).ifPresent(collections::add);
      }
    }
    if (collections.isEmpty()) {
      return List.of();
    }
    discovery.partitions(collections.get(0), client.allocTimestamp());
    CollectionsCheck check = new CollectionsCheck(client, config.prechecks());
    List<Finding> findings = new ArrayList<>(check.findLongKeys(collections));
    findings.addAll(check.findExpiring(collections));
    if (!skips(Check.ROW_FILTERS_EVALUATED)) {
      findings.addAll(
          new FilterCheck(client, config.filters().rows(), config.changeLog().enabled())
              .findings(collections));
    }
    if (config.snapshot().mode().snapshotsNewCollections() && !skips(Check.COLLECTIONS_READABLE)) {
      findings.addAll(check.findUnreadable(collections));
    }
    if (config.changeLog().enabled() && !skips(Check.CHANGE_LOG_TOPICS_READABLE)) {
      // The channels of one collection: all are topics of one Kafka, with one user.
      findings.addAll(findInLog(client, collections.get(0).channels()));
    }
    return findings;
  }

  private List<Finding> findInLog(MilvusClient client, List<Vchannel> channels)
      throws InterruptedException {
    boolean kafka = !readsThroughMilvus();
    try {
      if (kafka) {
        findInKafka(channels);
      } else {
        new DumpChangeLogReader(client, config.changeLog().retention())
            .check(channels.get(0).pchannel());
      }
      return List.of();
    } catch (ChangeLogException e) {
      return List.of(
          new Finding(
              (kafka ? ChangeLogOptions.BOOTSTRAP_SERVERS : ChangeLogOptions.READER).name(),
              e.getMessage() + "." + Prechecks.skipHint(Check.CHANGE_LOG_TOPICS_READABLE),
              e.failure() == Failure.RETRY));
    }
  }

  private void findInKafka(List<Vchannel> channels) throws InterruptedException {
    Map<String, Object> properties =
        new HashMap<>(config.changeLog().consumerProperties(config.getLogicalName(), "precheck"));
    properties.put("default.api.timeout.ms", TIMEOUT_MS);
    properties.put("request.timeout.ms", TIMEOUT_MS);
    try (KafkaChangeLogReader log = new KafkaChangeLogReader(properties)) {
      for (Vchannel channel : channels) {
        log.endPosition(channel.pchannel());
      }
    }
  }
}
