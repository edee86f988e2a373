// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.process.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code vecbridge status} shows of a running pair. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class StatusIT {
  @Test
  void ofASourceThatReadsNoLogItShowsWhatIsToBeWrittenAndWhyNoDelay(Cluster cluster)
      throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "unread_log")) {
      for (String collection : List.of("first", "second")) {
        pair.milvus()
            .create(
                new CollectionBuilder(collection)
                    .int64Key("id")
                    .vector("v", DataType.FloatVector, 2));
        pair.milvus().insert(collection, new Columns(1).int64("id", 1).floatVector("v", 2, 1f, 2f));
      }
      pair.startSource(Map.of("change.log.reader", "none", "snapshot.mode", "initial_only"));
      pair.startSink(Map.of());
      pair.awaitSame("first");
      pair.awaitSame("second");

      Await.until(
          "the status shows both",
          ForwardPair.SOON,
          () -> {
            String status = PairCommand.output(cluster, pair, List.of("status"));
            return List.of("first", "second").stream()
                .map(collection -> "unread_log[.]" + collection)
                .allMatch(name -> status.matches(row(name)));
          });
      assertThat(PairCommand.output(cluster, pair, List.of("status")))
          .contains("2 objects, 0 records to write")
          .containsOnlyOnce("doesn't read Milvus's log (change.log.reader=none)");
    }
  }

  /** A status with a line that knows how much is to be written, and no delay and no retention. */
  private static String row(String name) {
    return "(?s).*" + name + " +" + name + " +no log +[?-] +0 +[?-] +0 +[?-]\\s.*";
  }
}
