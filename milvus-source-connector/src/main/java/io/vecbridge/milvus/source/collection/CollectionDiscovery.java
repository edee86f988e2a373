// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.debezium.relational.TableId;
import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import java.util.ArrayList;
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

  /**
   * @param captured which collections are wanted, by database (catalog) and name (table)
   */
  public CollectionDiscovery(MilvusClient client, Predicate<TableId> captured) {
    this.client = client;
    this.captured = captured;
  }

  /**
   * The names of all wanted collections.
   *
   * @throws MilvusRequestException if Milvus doesn't respond or refuses
   */
  public List<TableId> list() throws InterruptedException {
    List<TableId> found = new ArrayList<>();
    for (String database : client.databases()) {
      for (String name : collections(database).keySet()) {
        TableId id = new TableId(database, null, name);
        if (captured.test(id)) {
          found.add(id);
        }
      }
    }
    return found;
  }

  /**
   * The wanted collections that are new, in the order of databases and collections that Milvus
   * gives. Known ones need no call of their own.
   *
   * @param owned which of the wanted collections to describe
   * @param known ids of the collections that are not described again
   * @throws MilvusRequestException if Milvus doesn't respond or refuses
   */
  public List<MilvusCollection> discover(Predicate<TableId> owned, Set<Long> known)
      throws InterruptedException {
    List<MilvusCollection> found = new ArrayList<>();
    for (String database : client.databases()) {
      for (Map.Entry<String, Long> collection : collections(database).entrySet()) {
        TableId id = new TableId(database, null, collection.getKey());
        if (!known.contains(collection.getValue()) && captured.test(id) && owned.test(id)) {
          describe(database, collection.getKey()).ifPresent(found::add);
        }
      }
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
      return Optional.of(CollectionDescription.read(database, name, described, partitions));
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
   * @throws MilvusRequestException if Milvus doesn't respond or refuses
   */
  public Optional<KnownPartitions> partitions(MilvusCollection collection)
      throws InterruptedException {
    long asOf = client.allocTimestamp();
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
