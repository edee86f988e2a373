// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.debezium.relational.TableId;
import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the collections that the configuration captures. Aliases are other names of a collection
 * and find nothing more; a collection that is dropped while it is looked at isn't there.
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
   * All wanted collections, in the order of databases and collections that Milvus gives.
   *
   * @throws MilvusRequestException when Milvus doesn't answer or refuses
   */
  public List<MilvusCollection> discover() throws InterruptedException {
    List<MilvusCollection> found = new ArrayList<>();
    for (String database : client.databases()) {
      for (String name : names(database)) {
        if (captured.test(new TableId(database, null, name))) {
          describe(database, name).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /**
   * One collection, whether or not it is wanted.
   *
   * @param name the collection's name or an alias of it
   * @return empty where there is none
   * @throws MilvusRequestException when Milvus doesn't answer or refuses
   */
  public Optional<MilvusCollection> describe(String database, String name)
      throws InterruptedException {
    try {
      DescribeCollectionResponse described = client.describe(database, name);
      int partitions = 0;
      if (CollectionDescription.hasPartitionKey(described)) {
        partitions = client.partitions(database, name);
      }
      return Optional.of(CollectionDescription.read(database, name, described, partitions));
    } catch (MilvusRequestException e) {
      if (isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<String> names(String database) throws InterruptedException {
    try {
      return client.collections(database);
    } catch (MilvusRequestException e) {
      if (isGone(e)) {
        return List.of();
      }
      throw e;
    }
  }

  private static boolean isGone(MilvusRequestException e) {
    return e.reason() == MilvusReason.NO_COLLECTION || e.reason() == MilvusReason.NO_DATABASE;
  }
}
