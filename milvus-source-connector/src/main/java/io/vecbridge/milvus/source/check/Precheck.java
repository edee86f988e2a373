// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.check;

import io.debezium.relational.TableId;
import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnection;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.source.config.Finding;
import io.vecbridge.common.source.config.Prechecks;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.config.ChangeLogOptions;
import io.vecbridge.milvus.source.config.FilterOptions;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.config.PrecheckOptions;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.KafkaChangeLogReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * Connects once and looks: is Milvus there, does it let the user in, is it of a version that is
 * read, does it have the databases, can its collections and its log be read. Each check is made
 * only if the one before found nothing, and all together end within seconds: so only the first
 * {@value #MOST_COLLECTIONS} collections are looked at.
 */
public final class Precheck {
  private static final Duration CALL = Duration.ofSeconds(3);
  private static final int MOST_COLLECTIONS = 100;
  private static final String TIMEOUT_MS = Long.toString(CALL.toMillis());

  private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+).*");
  private static final int FIRST_MINOR = 3;
  private static final int LAST_MINOR = 5;

  private final MilvusSourceConfig config;

  /** With options that are sound by themselves. */
  public Precheck(MilvusSourceConfig config) {
    this.config = config;
  }

  /** The first finding; empty where all is well. */
  public Optional<Finding> find() throws InterruptedException {
    if (config.prechecks().skips(PrecheckOptions.REACHABLE)) {
      return Optional.empty();
    }
    try (MilvusClient client = MilvusClient.open(connection())) {
      return find(client);
    } catch (ConfigException e) {
      return finding(MilvusConnectionOptions.URI.name(), e.getMessage(), PrecheckOptions.REACHABLE);
    } catch (MilvusRequestException e) {
      String key =
          e.reason() == MilvusReason.DENIED
              ? MilvusConnectionOptions.TOKEN.name()
              : MilvusConnectionOptions.URI.name();
      return Optional.of(
          new Finding(
              key, e.getMessage() + Prechecks.skipHint(PrecheckOptions.REACHABLE), e.isPassing()));
    }
  }

  private MilvusConnection connection() {
    return MilvusConnectionOptions.from(config.options()).withRequestTimeout(CALL);
  }

  private Optional<Finding> find(MilvusClient client) throws InterruptedException {
    String version = client.version();
    List<String> databases = client.databases();
    if (!config.prechecks().skips(PrecheckOptions.VERSION)
        && config.changeLog().enabled()
        && !isLogRead(version)) {
      return finding(
          MilvusConnectionOptions.URI.name(),
          "Milvus is of version "
              + version
              + ", and the change log of 2.3 to 2.5 is read. change.log.reader=none takes snapshots"
              + " only",
          PrecheckOptions.VERSION);
    }
    if (!config.prechecks().skips(PrecheckOptions.DATABASE)
        && databases.stream().noneMatch(config.filters()::includesDatabase)) {
      return finding(
          FilterOptions.DATABASE_INCLUDE_LIST_NAME,
          "None of Milvus's databases is included: " + String.join(", ", databases),
          PrecheckOptions.DATABASE);
    }
    List<MilvusCollection> collections = collections(client);
    Optional<Finding> found = findInCollections(client, collections);
    boolean readsLog = config.changeLog().enabled() && !collections.isEmpty();
    if (found.isPresent() || !readsLog || config.prechecks().skips(PrecheckOptions.LOG)) {
      return found;
    }
    // The channels of one collection: all are topics of one Kafka, with one user.
    return findInLog(collections.get(0).channels());
  }

  /** Whether a version's change log is read: 2.3 to 2.5, and builds without a number. */
  static boolean isLogRead(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return true;
    }
    int minor = Integer.parseInt(matcher.group(2));
    return matcher.group(1).equals("2") && minor >= FIRST_MINOR && minor <= LAST_MINOR;
  }

  private List<MilvusCollection> collections(MilvusClient client) throws InterruptedException {
    CollectionDiscovery discovery =
        new CollectionDiscovery(client, config.filters()::includesCollection);
    List<MilvusCollection> collections = new ArrayList<>();
    for (TableId id : discovery.list()) {
      if (collections.size() < MOST_COLLECTIONS) {
        discovery.describe(id.catalog(), id.table()).ifPresent(collections::add);
      }
    }
    if (!collections.isEmpty()) {
      discovery.partitions(collections.get(0));
    }
    return collections;
  }

  private Optional<Finding> findInCollections(
      MilvusClient client, List<MilvusCollection> collections) throws InterruptedException {
    CollectionsCheck check = new CollectionsCheck(client, config.prechecks());
    Optional<Finding> found = check.findLongKey(collections);
    boolean reads =
        config.snapshot().mode().snapshotsNewCollections()
            && !config.prechecks().skips(PrecheckOptions.READABLE);
    return found.isEmpty() && reads ? check.findUnreadable(collections) : found;
  }

  private Optional<Finding> findInLog(List<Vchannel> channels) throws InterruptedException {
    Map<String, Object> properties =
        new HashMap<>(config.changeLog().consumerProperties(config.getLogicalName(), "precheck"));
    properties.put("default.api.timeout.ms", TIMEOUT_MS);
    properties.put("request.timeout.ms", TIMEOUT_MS);
    try (KafkaChangeLogReader log = new KafkaChangeLogReader(properties)) {
      for (Vchannel channel : channels) {
        log.endPosition(channel.pchannel());
      }
      return Optional.empty();
    } catch (ChangeLogException e) {
      return Optional.of(
          new Finding(
              ChangeLogOptions.BOOTSTRAP_SERVERS_NAME,
              e.getMessage() + Prechecks.skipHint(PrecheckOptions.LOG),
              e.failure() == Failure.RETRY));
    }
  }

  private static Optional<Finding> finding(String key, String sentence, String check) {
    return Optional.of(new Finding(key, sentence + Prechecks.skipHint(check), false));
  }
}
