// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.endtoend.ForwardPair;
import io.vecbridge.endtoend.RowWriter;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code object.failure.mode} of the OceanBase sink. */
@ExtendWith(ClusterExtension.class)
class ObjectFailureModeIT {
  private static final String OPTION = "object.failure.mode";
  private static final String NAME = "object_failure";
  private static final String REASON = "Table object_failure.bad has no column 'v'";

  @Test
  void oneTableStopsTheOthersOnlyFromTheChangeToFailOnThatIsMadeWhileRowsFlow(Cluster cluster)
      throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, NAME)) {
      pair.milvus().create(vectors("good"));
      pair.milvus().create(vectors("bad"));
      pair.oceanBase()
          .execute(
              "CREATE TABLE good (id BIGINT PRIMARY KEY, v VECTOR(" + RowWriter.DIMENSION + "))");
      pair.oceanBase().execute("CREATE TABLE bad (id BIGINT PRIMARY KEY)");
      try (RowWriter good = new RowWriter(pair.milvus(), "good", 1);
          RowWriter bad = new RowWriter(pair.milvus(), "bad", 2)) {
        pair.startSource(Map.of());
        pair.startSink(options("continue"));
        Await.until(
            "the failure is logged",
            ForwardPair.SOON,
            () -> Files.readString(cluster.worker().log()).contains(REASON));
        awaitMore(pair);
        assertThat(pair.oceanBase().count("bad")).isZero();

        pair.configureSink(options("fail"));
        assertThat(cluster.connect().awaitFailed(pair.sinkName(), ForwardPair.SOON))
            .contains(REASON);

        // The status of the tasks that have failed stays for a moment, so none is waited for.
        pair.configureSink(options("continue"));
        awaitMore(pair);
        pair.oceanBase().execute("ALTER TABLE bad ADD v VECTOR(" + RowWriter.DIMENSION + ")");
        good.stop();
        bad.stop();
      }

      assertThat(pair.awaitSame("good").rows()).isPositive();
      assertThat(pair.awaitSame("bad").rows()).isPositive();
      assertThatThrownBy(() -> pair.configureSink(options("skip")))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining("It must be one of: continue, fail");
    }
  }

  private static Map<String, String> options(String mode) {
    return Map.of(OPTION, mode, "schema.evolution", "none");
  }

  private static CollectionBuilder vectors(String collection) {
    return new CollectionBuilder(collection)
        .int64Key("id")
        .vector("v", DataType.FloatVector, RowWriter.DIMENSION);
  }

  private static void awaitMore(ForwardPair pair) throws SQLException {
    long before = pair.oceanBase().count("good");
    Await.until(
        "rows of the other table flow",
        ForwardPair.SOON,
        () -> pair.oceanBase().count("good") > before + 50);
  }
}
