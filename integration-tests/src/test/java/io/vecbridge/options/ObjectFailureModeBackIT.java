// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.endtoend.ReversePair;
import io.vecbridge.endtoend.TableWriter;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code object.failure.mode} of the pair from OceanBase to Milvus, changed while rows flow. */
@Tag("faults")
@ExtendWith(ClusterExtension.class)
class ObjectFailureModeBackIT {
  private static final String OPTION = "object.failure.mode";

  @Test
  void aTableStopsTheOthersOfASourceWithFailAlone(Cluster cluster) throws Exception {
    String reason = "failing_table_back.bad has neither a primary key nor a unique key";
    Map<String, String> unchecked =
        Map.of(
            "table.discovery.interval.ms",
            "500",
            "precheck.skip",
            "exactly.once.required,tables.captured");
    try (ReversePair pair = pair(cluster, "failing_table_back")) {
      try (TableWriter writer = writer(cluster, pair)) {
        pair.startSink(Map.of());
        pair.startSource(with(unchecked, "continue"));
        pair.oceanBase().execute("CREATE TABLE bad (id BIGINT, v VECTOR(2))");
        awaitLogged(cluster, reason);
        awaitMore(pair);

        pair.configureSource(with(unchecked, "fail"));
        assertThat(cluster.connect().awaitFailed(pair.sourceName(), ReversePair.SOON))
            .contains(reason);

        pair.configureSource(with(unchecked, "continue"));
        awaitMore(pair);
        pair.oceanBase().execute("DROP TABLE bad");
        pair.oceanBase().execute("CREATE TABLE bad (id BIGINT PRIMARY KEY, v VECTOR(2) NOT NULL)");
        pair.oceanBase().execute("INSERT INTO bad VALUES (1, '[2,3]')");
        writer.stop();
      }

      pair.milvus()
          .create(new CollectionBuilder("bad").int64Key("id").vector("v", DataType.FloatVector, 2));
      assertThat(pair.awaitSame("good").rows()).isPositive();
      assertThat(pair.awaitSame("bad").rows()).isEqualTo(1);
      assertThatThrownBy(() -> pair.configureSource(Map.of(OPTION, "skip")))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining("It must be one of: continue, fail");
    }
  }

  @Test
  void aCollectionStopsTheOthersOfASinkWithFailAlone(Cluster cluster) throws Exception {
    String reason = "Collection failing_collection_back.bad has no field 'extra'";
    Map<String, String> strict = Map.of("unknown.field.mode", "fail");
    CollectionBuilder bad =
        new CollectionBuilder("bad").int64Key("id").vector("v", DataType.FloatVector, 2);
    try (ReversePair pair = pair(cluster, "failing_collection_back")) {
      pair.milvus().create(bad);
      pair.oceanBase()
          .execute(
              "CREATE TABLE bad (id BIGINT PRIMARY KEY, v VECTOR(2) NOT NULL, extra INT NOT NULL)");
      pair.oceanBase().execute("INSERT INTO bad VALUES (1, '[2,3]', 4)");
      try (TableWriter writer = writer(cluster, pair)) {
        pair.startSource(Map.of());
        pair.startSink(with(strict, "continue"));
        awaitLogged(cluster, reason);
        awaitMore(pair);

        pair.configureSink(with(strict, "fail"));
        assertThat(cluster.connect().awaitFailed(pair.sinkName(), ReversePair.SOON))
            .contains(reason);

        pair.configureSink(with(strict, "continue"));
        awaitMore(pair);
        pair.milvus().drop("bad");
        pair.milvus().create(bad.scalar("extra", DataType.Int32));
        writer.stop();
      }

      assertThat(pair.awaitSame("good").rows()).isPositive();
      assertThat(pair.awaitSame("bad").rows()).isEqualTo(1);
      assertThatThrownBy(() -> pair.configureSink(Map.of(OPTION, "skip")))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining("It must be one of: continue, fail");
    }
  }

  private static ReversePair pair(Cluster cluster, String name) throws SQLException {
    ReversePair pair = new ReversePair(cluster, name).withDatabase();
    pair.oceanBase().execute(TableWriter.table("good"));
    pair.milvus().create(TableWriter.collection("good"));
    return pair;
  }

  private static TableWriter writer(Cluster cluster, ReversePair pair) {
    return new TableWriter(cluster.oceanBase(), pair.database(), List.of("good"), 17);
  }

  private static Map<String, String> with(Map<String, String> options, String mode) {
    Map<String, String> all = new HashMap<>(options);
    all.put(OPTION, mode);
    return all;
  }

  private static void awaitLogged(Cluster cluster, String reason) {
    Await.until(
        "the failure is logged",
        ReversePair.SOON,
        () -> Files.readString(cluster.worker().log()).contains(reason));
  }

  private static void awaitMore(ReversePair pair) {
    long before = pair.milvus().count("good");
    Await.until(
        "rows of the other table flow",
        ReversePair.SOON,
        () -> pair.milvus().count("good") > before + 20);
  }
}
