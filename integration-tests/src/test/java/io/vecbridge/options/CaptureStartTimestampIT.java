// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.endtoend.ReversePair;
import io.vecbridge.endtoend.TableWriter;
import io.vecbridge.endtoend.Topics;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code capture.start.timestamp} of the OceanBase source. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class CaptureStartTimestampIT {
  private static final String NAME = "start_timestamp";
  private static final String OPTION = "capture.start.timestamp";
  private static final long UNCHANGED = 100_000;

  @Test
  void changesSinceThatTimeFollowAndNoneBeforeItThoughItIsChangedWhileRowsFlow(Cluster cluster)
      throws Exception {
    try (ReversePair pair = new ReversePair(cluster, NAME).withDatabase()) {
      pair.oceanBase().execute(TableWriter.table("t"));
      pair.milvus().create(TableWriter.collection("t"));
      // The target has the older row already, as after a switch-over.
      pair.oceanBase().execute(insert(UNCHANGED));
      long start = nextMillisecond(pair);
      pair.oceanBase().execute(insert(UNCHANGED + 1));
      try (TableWriter writer = new TableWriter(cluster.oceanBase(), NAME, List.of("t"), 3)) {
        pair.startSource(options(Long.toString(start)));
        pair.startSink(Map.of());
        Await.until("the row of that time", ReversePair.SOON, () -> pair.milvus().count("t") > 0);
        awaitChanges(writer);
        pair.startSource(options(Long.toString(nextMillisecond(pair))));
        awaitChanges(writer);
        writer.stop();
      }

      pair.oceanBase().execute("DELETE FROM t WHERE id = " + UNCHANGED);
      assertThat(pair.awaitSame("t").rows()).isGreaterThan(20);
      List<String> changes = new ArrayList<>();
      Topics.forEachValue(
          cluster,
          pair.topic("t"),
          value -> {
            if (value.at("/key/id").asLong() >= UNCHANGED) {
              changes.add(value.at("/payload/op").asText() + value.at("/key/id").asText());
            }
          });
      assertThat(changes).containsExactly("u" + (UNCHANGED + 1), "d" + UNCHANGED);
      assertThatThrownBy(
              () -> pair.configureSource(options(Long.toString(start + TimeUnit.DAYS.toMillis(1)))))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining("The start is in the future");
    }
  }

  private static Map<String, String> options(String time) {
    return Map.of("snapshot.mode", "no_data", OPTION, time);
  }

  private static void awaitChanges(TableWriter writer) {
    long before = writer.committed();
    Await.until("changes flow", ReversePair.SOON, () -> writer.committed() > before + 50);
  }

  private static String insert(long id) {
    return "INSERT INTO t VALUES (" + id + ", '', '{}', '[1,2,3,4,5,6,7,8]', '{}')";
  }

  /** A millisecond of the tenant's clock that begins after all that was committed before. */
  private static long nextMillisecond(ReversePair pair) throws SQLException {
    long next = TimeUnit.NANOSECONDS.toMillis(scn(pair)) + 1;
    Await.until(
        "the next millisecond",
        ReversePair.SOON,
        () -> scn(pair) > TimeUnit.MILLISECONDS.toNanos(next));
    return next;
  }

  private static long scn(ReversePair pair) throws SQLException {
    return Long.parseLong(pair.oceanBase().query("SELECT current_scn()").get(0));
  }
}
