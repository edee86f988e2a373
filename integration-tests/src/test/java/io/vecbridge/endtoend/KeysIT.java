// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Primary keys that other pipelines merge, lose or refuse. */
@ExtendWith(ClusterExtension.class)
class KeysIT {
  @Test
  void keysThatDifferByCaseAccentOrSpaceStayApartAndSpecialOnesPage(Cluster cluster)
      throws SQLException {
    List<String> keys = new ArrayList<>(List.of("a", "A", "á", "a ", " a", "a\u0301", "ß", "ss"));
    for (int character = 0; character < 0x80; character++) {
      keys.add("k" + (char) character + "k");
    }
    keys.addAll(List.of("\"", "\\", "\\\"", "'; --", "%_", "漢字", "\uD83D\uDE00", "\\x41"));
    try (ForwardPair pair = new ForwardPair(cluster, "special_keys")) {
      pair.milvus()
          .create(
              new CollectionBuilder("keys")
                  .varcharKey("key", 100)
                  .vector("v", DataType.FloatVector, 2));
      pair.milvus().insert("keys", vectors(keys, 0f));
      // One row a page: every key is a cursor.
      pair.startSource(Map.of("snapshot.fetch.size", "1"));
      pair.startSink(Map.of());
      pair.awaitSame("keys");

      pair.milvus().upsert("keys", vectors(keys, 1f));
      pair.milvus().delete("keys", "key", List.of("A", "a ", "\\\""));

      assertThat(pair.awaitSame("keys").rows()).isEqualTo(keys.size() - 3);
    }
  }

  @Test
  void aRowWhosePartitionKeyChangesLeavesOneRow(Cluster cluster) throws SQLException {
    try (ForwardPair pair = new ForwardPair(cluster, "partition_keys")) {
      pair.milvus()
          .create(
              new CollectionBuilder("tenants")
                  .int64Key("id")
                  .varcharPartitionKey("tenant", 50)
                  .vector("v", DataType.FloatVector, 2),
              1,
              4);
      pair.milvus().insert("tenants", tenants("first"));
      pair.start();
      pair.awaitSame("tenants");
      for (int move = 0; move < 5; move++) {
        pair.milvus().upsert("tenants", tenants("move " + move));
      }

      assertThat(pair.awaitSame("tenants").rows()).isEqualTo(3);
      assertThat(pair.oceanBase().query("SELECT DISTINCT tenant FROM tenants"))
          .containsExactly("move 4");
      assertThat(
              pair.oceanBase()
                  .query(
                      "SELECT COUNT(*) FROM information_schema.partitions WHERE table_schema ="
                          + " 'partition_keys' AND table_name = 'tenants'"))
          .containsExactly("4");
    }
  }

  @Test
  void keysThatMilvusMakesFitAndDeletesFindThem(Cluster cluster) throws SQLException {
    try (ForwardPair pair = new ForwardPair(cluster, "auto_ids")) {
      pair.milvus()
          .create(
              new CollectionBuilder("numbers")
                  .autoIdKey("id")
                  .vector("v", DataType.FloatVector, 2));
      pair.milvus()
          .create(
              new CollectionBuilder("texts")
                  .autoIdVarcharKey("id", 10)
                  .vector("v", DataType.FloatVector, 2));
      for (String collection : List.of("numbers", "texts")) {
        pair.milvus()
            .insert(collection, new Columns(3).floatVector("v", 2, 1f, 2f, 3f, 4f, 5f, 6f));
      }
      pair.start();
      assertThat(pair.awaitSame("numbers").rows()).isEqualTo(3);
      assertThat(pair.awaitSame("texts").rows()).isEqualTo(3);
      assertThat(pair.oceanBase().query("SELECT MIN(LENGTH(id)) FROM texts").get(0))
          .isEqualTo("18");

      String first = pair.oceanBase().query("SELECT id FROM texts ORDER BY id").get(0);
      pair.milvus().delete("texts", "id", List.of(first));

      assertThat(pair.awaitSame("texts").rows()).isEqualTo(2);
    }
  }

  private static Columns vectors(List<String> keys, float first) {
    float[] vectors = new float[keys.size() * 2];
    for (int i = 0; i < keys.size(); i++) {
      vectors[2 * i] = first;
      vectors[2 * i + 1] = i;
    }
    return new Columns(keys.size()).varchar("key", keys).floatVector("v", 2, vectors);
  }

  private static Columns tenants(String tenant) {
    return new Columns(3)
        .int64("id", 1, 2, 3)
        .varchar("tenant", List.of(tenant, tenant, tenant))
        .floatVector("v", 2, 1f, 2f, 3f, 4f, 5f, 6f);
  }
}
