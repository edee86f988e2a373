// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.milvus.grpc.Status;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusRequestException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollectionDiscoveryTest {
  private final MilvusInMemory cluster =
      new MilvusInMemory()
          .add("default", "items", 1)
          .add("default", "orders", 2)
          .add("shop", "items", 3);
  private final MilvusClient client = cluster.client();

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void everyDatabaseIsLookedThrough() throws Exception {
    assertThat(discovery().list())
        .containsExactly(id("default", "items"), id("default", "orders"), id("shop", "items"));
  }

  @Test
  void theListingHasTheIdsOfCapturedCollectionsAndTheNamesOfAll() throws Exception {
    CollectionDiscovery discovery =
        new CollectionDiscovery(client, id -> id.table().equals("items"));
    assertThat(discovery.list()).containsExactly(id("default", "items"), id("shop", "items"));
    CollectionListing listing = discovery.listing(true);
    assertThat(listing.captured())
        .isEqualTo(Map.of(id("default", "items"), 1L, id("shop", "items"), 3L));
    assertThat(listing.names())
        .isEqualTo(
            Map.of(
                1L, id("default", "items"), 2L, id("default", "orders"), 3L, id("shop", "items")));
    assertThat(listing.has(id("shop", "items"), 3)).isTrue();
    assertThat(listing.has(id("shop", "items"), 1)).isFalse();
    assertThat(cluster.described).isEmpty();
  }

  @Test
  void aCollectionThatIsDroppedInBetweenIsNotThere() throws Exception {
    cluster.dropped.add("default.items");
    assertThat(discovery().describe("default", "items")).isEmpty();
  }

  @Test
  void aDatabaseThatIsDroppedInBetweenIsNotThere() throws Exception {
    cluster.collections.put("gone", null);
    assertThat(discovery().list()).hasSize(3);
  }

  @Test
  void theNumberOfPartitionsIsAskedForWhereTheDescriptionLacksIt() throws Exception {
    cluster.partitionKey = true;
    assertThat(discovery().describe("default", "items").orElseThrow().partitions()).isEqualTo(2);
    cluster.partitionsInDescription = 64;
    assertThat(discovery().describe("default", "items").orElseThrow().partitions()).isEqualTo(64);
  }

  @Test
  void anotherFailureIsNotTakenForAMissingCollection() {
    cluster.failure = Status.newBuilder().setCode(1401).setReason("permission deny").build();
    assertThatThrownBy(() -> discovery().describe("default", "items"))
        .isInstanceOf(MilvusRequestException.class)
        .hasMessageContaining("describe of default.items failed (code 1401: permission deny)")
        .hasMessageContaining("milvus.token");
  }

  private CollectionDiscovery discovery() {
    return new CollectionDiscovery(client, id -> true);
  }

  private static TableId id(String database, String name) {
    return new TableId(database, null, name);
  }
}
