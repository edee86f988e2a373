// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.OceanBaseClient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What can be seen beforehand is said at the key that it concerns, and each check can be left out.
 */
@ExtendWith(ClusterExtension.class)
class PrecheckIT {
  // Nothing listens on the discard port.
  private static final String NOBODY = "127.0.0.1:9";
  private static final String SKIP = "precheck.skip";

  @Test
  void milvusAndItsLogAreLookedAt(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "precheck")) {
      create(pair, new CollectionBuilder("rows").int64Key("id"));
      Map<String, String> sound = pair.sourceConfig(Map.of());

      validate(cluster, sound).isSound();
      validate(cluster, sound, "milvus.uri", "http://" + NOBODY)
          .finds("milvus.uri", "version failed", "precheck.skip=milvus.reachable");
      validate(cluster, sound, "milvus.uri", "http://" + NOBODY, SKIP, "milvus.reachable")
          .isSound();
      validate(cluster, sound, "database.include.list", "nowhere")
          .finds("database.include.list", "None of Milvus's databases is included");
      validate(cluster, sound, "change.log.kafka.bootstrap.servers", NOBODY)
          .finds("change.log.kafka.bootstrap.servers", "Kafka does not respond");
      validate(
              cluster,
              sound,
              "change.log.kafka.bootstrap.servers",
              NOBODY,
              SKIP,
              "change.log.topics.readable")
          .isSound();
    }
  }

  @Test
  void collectionsAreLookedAt(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "precheck_collections")) {
      Map<String, String> sound = pair.sourceConfig(Map.of());
      create(pair, new CollectionBuilder("rows").int64Key("id"));
      pair.milvus().release("rows");
      validate(cluster, sound)
          .finds("collection.include.list", "precheck_collections.rows is not loaded", "Load it");
      validate(cluster, sound, SKIP, "collections.loaded").isSound();
      validate(cluster, sound, "snapshot.mode", "no_data").isSound();
      pair.milvus().load("rows");

      create(pair, new CollectionBuilder("long_keys").varcharKey("id", 5_000));
      validate(cluster, sound)
          .finds("collection.include.list", "precheck_collections.long_keys", "16,384 bytes");
      validate(cluster, sound, SKIP, "collections.key.length").isSound();
      validate(cluster, sound, "collection.exclude.list", ".*\\.long_keys").isSound();
    }
  }

  @Test
  void oceanBaseIsLookedAt(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "precheck_sink")) {
      Map<String, String> sound = pair.sinkConfig(Map.of());
      validate(cluster, sound).isSound();
      validate(cluster, sound, "connection.url", "jdbc:mysql://" + NOBODY + "/")
          .finds("connection.url", "OceanBase can't be reached", "oceanbase.reachable");
      validate(
              cluster,
              sound,
              "connection.url",
              "jdbc:mysql://" + NOBODY + "/",
              SKIP,
              "oceanbase.reachable")
          .isSound();
      validate(cluster, sound, "connection.password", "wrong")
          .findsBoth("connection.password", "connection.username", "password is wrong");
      validate(cluster, sound, "connection.url", cluster.oceanBase().jdbcUrl() + "nowhere")
          .finds("connection.url", "the database does not exist");
      validate(cluster, sound, "errors.deadletterqueue.topic.name", "letters")
          .finds("errors.tolerance", "nothing reaches that topic");
    }
  }

  @Test
  void privilegesAndKeysOfNamedTablesAreLookedAt(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "precheck_user")) {
      OceanBaseClient root = pair.oceanBase();
      root.execute("CREATE USER IF NOT EXISTS checked IDENTIFIED BY 'checked1'");
      root.execute("GRANT SELECT, INSERT ON precheck_user.* TO checked");
      Map<String, String> sound =
          pair.sinkConfig(
              Map.of(
                  "connection.username", "checked",
                  "connection.password", "checked1",
                  "table.name.format", "precheck_user.${collection}"));
      validate(cluster, sound)
          .finds(
              "connection.username",
              "The user lacks ALTER, CREATE, DELETE, UPDATE on database `precheck_user`",
              "GRANT ALTER, CREATE, DELETE, UPDATE ON `precheck_user`.*");
      validate(cluster, sound, SKIP, "oceanbase.privileges").isSound();
      root.execute("GRANT UPDATE, DELETE ON precheck_user.* TO checked");
      validate(cluster, sound, "schema.evolution", "none").isSound();
      root.execute("GRANT CREATE, ALTER ON precheck_user.* TO checked");
      validate(cluster, sound).isSound();

      root.execute(
          "CREATE TABLE merged (id VARCHAR(20) COLLATE utf8mb4_general_ci PRIMARY KEY, v VECTOR(2))");
      String[] mapped = {"table.mappings", "a.b:precheck_user.merged"};
      validate(cluster, sound, mapped)
          .finds("table.mappings", "'id' of table precheck_user.merged", "utf8mb4_general_ci");
      validate(cluster, sound, mapped[0], mapped[1], SKIP, "table.key.collation").isSound();
      Map<String, String> byTopic = new HashMap<>(sound);
      byTopic.remove("topics.regex");
      validate(cluster, byTopic, "topics", "milvus.default.merged")
          .finds("table.name.format", "'id' of table precheck_user.merged");
    }
  }

  private static Validation validate(
      Cluster cluster, Map<String, String> config, String... options) {
    return Validation.of(cluster.connect(), config, options);
  }

  private static void create(ForwardPair pair, CollectionBuilder collection) {
    pair.milvus().create(collection.vector("v", DataType.FloatVector, 2));
  }
}
