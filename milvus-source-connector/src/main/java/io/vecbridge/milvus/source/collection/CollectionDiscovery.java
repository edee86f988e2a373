// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.debezium.relational.TableId;
import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.milvus.MilvusVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the collections that the configuration captures. Aliases are other names of a collection
 * and find nothing more; a collection that is dropped meanwhile isn't there.
 */
public final class CollectionDiscovery {
  private final MilvusClient client;
  private final Predicate<TableId> captured;
  private final CollectionIndexes indexes;

  /**
   * @param captured which collections are wanted, by database (catalog) and name (table)
   */
  public CollectionDiscovery(MilvusClient client, Predicate<TableId> captured) {
    this.client = client;
    this.captured = captured;
    this.indexes = new CollectionIndexes(client);
  }

  /**
   * The names of all wanted collections, in the order of databases and collections that Milvus
   * gives.
   *
   * @throws MilvusRequestException if Milvus doesn't respond or refuses
   */
  public List<TableId> list() throws InterruptedException {
    List<TableId> found = new ArrayList<>();
    for (TableId id : all().keySet()) {
      if (captured.test(id)) {
        found.add(id);
      }
    }
    return found;
  }

  /**
   * All collections, whether or not they are wanted.
   *
   * @param logged whether Milvus's log is read
   * @throws MilvusRequestException if Milvus doesn't respond or refuses
   */
  public CollectionListing listing(boolean logged) throws InterruptedException {
    long asOf = client.allocTimestamp();
    Map<TableId, Long> wanted = new LinkedHashMap<>();
    Map<Long, TableId> names = new HashMap<>();
    all()
        .forEach(
            (id, collectionId) -> {
              names.put(collectionId, id);
              if (captured.test(id)) {
                wanted.put(id, collectionId);
              }
            });
    return new CollectionListing(
        wanted, names, asOf, logged && MilvusVersion.of(client.version()).logsRenames());
  }

  private Map<TableId, Long> all() throws InterruptedException {
    Map<TableId, Long> found = new LinkedHashMap<>();
    for (String database : client.databases()) {
      collections(database)
          .forEach(
              (name, collectionId) -> found.put(new TableId(database, null, name), collectionId));
    }
    return found;
  }

  /**
   * One collection, whether or not it is wanted.
   *
   * @param name the collection's name or an alias of it
   * @return empty if there is none
   * @throws MilvusRequestException if Milvus doesn't respond or refuses
   */
  public Optional<MilvusCollection> describe(String database, String name)
      throws InterruptedException {
    try {
      DescribeCollectionResponse described = client.describe(database, name);
      int partitions = 0;
      if (CollectionDescription.hasPartitionKey(described)) {
        partitions = partitions(database, name, described);
      }
      MilvusCollection collection =
          CollectionDescription.read(database, name, described, partitions);
      return Optional.of(collection.withIndexes(indexes.of(collection)));
    } catch (MilvusRequestException e) {
      if (isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The partitions that a collection has now; empty if the collection is gone.
   *
   * @param asOf a timestamp (TSO) that has been allocated before this call
   * @throws MilvusRequestException if Milvus doesn't respond or refuses
   */
  public Optional<KnownPartitions> partitions(MilvusCollection collection, long asOf)
      throws InterruptedException {
    try {
      List<Long> ids = client.partitions(collection.database(), collection.name());
      return Optional.of(new KnownPartitions(Set.copyOf(ids), asOf));
    } catch (MilvusRequestException e) {
      if (isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  // Servers older than 2.3 don't return the number with the description.
  private int partitions(String database, String name, DescribeCollectionResponse described)
      throws InterruptedException {
    return described.getNumPartitions() > 0
        ? Math.toIntExact(described.getNumPartitions())
        : client.partitions(database, name).size();
  }

  private Map<String, Long> collections(String database) throws InterruptedException {
    try {
      return client.collections(database);
    } catch (MilvusRequestException e) {
      if (isGone(e)) {
        return Map.of();
      }
      throw e;
    }
  }

  private static boolean isGone(MilvusRequestException e) {
    return e.reason() == MilvusReason.NO_COLLECTION || e.reason() == MilvusReason.NO_DATABASE;
  }
}
