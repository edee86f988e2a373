// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import static io.vecbridge.common.sink.write.Changes.delete;
import static io.vecbridge.common.sink.write.Changes.upsert;
import static io.vecbridge.common.sink.write.FakeRows.BAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.WaitingRecords;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches leave the same rows as their changes one by one, also around what is refused. */
class BatchWriterTest {
  private final FakeRows rows = new FakeRows();
  private final List<Long> reported = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final ErrantRecords errant =
      new ErrantRecords(
          "OceanBase",
          (record, error) -> {
            reported.add(record.kafkaOffset());
            messages.add(error.getMessage());
            return CompletableFuture.completedFuture(null);
          },
          true,
          new SinkMetrics(() -> 0, () -> 0),
          new WaitingRecords(() -> 0));

  @Test
  void deletesGoFirstAndKeysOnce() throws InterruptedException {
    rows.stored.put(2L, "old");
    write(List.of(upsert(1, "a", 0), upsert(2, "b", 1), delete(2, 2), upsert(1, "c", 3)), 10);

    assertThat(rows.requests).containsExactly("delete 1", "upsert 1");
    assertThat(rows.stored).containsExactly(Map.entry(1L, "c"));
  }

  @Test
  void onlyTheOffenderIsReportedAndTheRestIsWritten() throws InterruptedException {
    List<RowChange> changes = new ArrayList<>();
    for (long id = 1; id <= 10; id++) {
      changes.add(upsert(id, id == 3 ? BAD : "good", id));
    }
    write(changes, 1_000);

    assertThat(reported).containsExactly(3L);
    assertThat(messages)
        .containsExactly(
            "The record at topic t, partition 0, offset 3 can't be written: OceanBase refuses it,"
                + " the value is out of range.");
    assertThat(rows.stored).hasSize(9).doesNotContainKey(3L);
  }

  @Test
  void anOffenderGivesWayToWhatItReplaced() throws InterruptedException {
    write(List.of(upsert(1, "good", 1), upsert(1, BAD, 2), upsert(1, BAD, 3)), 10);

    assertThat(rows.stored).isEqualTo(Map.of(1L, "good"));
    assertThat(reported).containsExactly(3L, 2L);
  }

  @Test
  void offendersAreConfirmedOncePerRequestAndWhatTheyReplacedIsWritten()
      throws InterruptedException {
    List<RowChange> changes = new ArrayList<>();
    for (int key = 0; key < 20; key++) {
      changes.add(upsert(key, "good" + key, key));
    }
    changes.add(upsert(7, BAD, 20));
    changes.add(upsert(30, BAD, 21));
    write(changes, 100);

    assertThat(rows.stored).hasSize(20).containsEntry(7L, "good7");
    assertThat(reported).containsExactlyInAnyOrder(20L, 21L);
    assertThat(rows.confirmations).isEqualTo(1);
  }

  @Test
  void theBatchIsLeftWithWhatWasWritten() throws InterruptedException {
    TargetBatch<FakeTarget> batch =
        batch(List.of(upsert(1, BAD, 1), delete(2, 2), upsert(2, BAD, 3), upsert(3, "good", 4)));

    new BatchWriter(new Chunks(10, 1_000)).write(rows, batch, errant);

    assertThat(batch.changes())
        .extracting(change -> change.origin().offset())
        .containsExactly(2L, 4L);
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.class,
      names = {"RETRY", "FATAL"})
  void anyOtherFailureIsThrownAndNothingIsReported(Failure failure) {
    rows.failure = failure;

    assertThatThrownBy(() -> write(List.of(upsert(1, "a", 0), upsert(2, "b", 1)), 10))
        .isInstanceOf(RequestException.class)
        .hasMessage("the server says no");
    assertThat(rows.requests).containsExactly("upsert 2");
    assertThat(reported).isEmpty();
  }

  /** Each step is a key and what becomes of it: 0 deletes, 1 is refused, others are written. */
  @Property
  void aBatchLeavesWhatItsChangesOneByOneWouldLeave(
      @ForAll @Size(max = 60) List<@IntRange(max = 39) Integer> steps,
      @ForAll @IntRange(min = 1, max = 9) int chunk)
      throws InterruptedException {
    Map<Object, Object> expected = new TreeMap<>();
    List<Long> refused = new ArrayList<>();
    List<RowChange> changes = new ArrayList<>();
    for (int step : steps) {
      long key = step / 5;
      long offset = changes.size();
      if (step % 5 == 0) {
        changes.add(delete(key, offset));
        expected.remove(key);
      } else if (step % 5 == 1) {
        changes.add(upsert(key, BAD, offset));
        refused.add(offset);
      } else {
        changes.add(upsert(key, "v" + offset, offset));
        expected.put(key, "v" + offset);
      }
    }
    rows.stored.clear();
    reported.clear();
    write(changes, chunk);

    assertThat(rows.stored).isEqualTo(expected);
    // What a good later change replaced need not be tried, and is then not reported.
    assertThat(refused).containsAll(reported);
  }

  private void write(List<RowChange> changes, int chunk) throws InterruptedException {
    new BatchWriter(new Chunks(chunk, 1_000)).write(rows, batch(changes), errant);
    errant.report();
  }

  private static TargetBatch<FakeTarget> batch(List<RowChange> changes) {
    TargetBatch<FakeTarget> batch = new TargetBatch<>();
    changes.forEach(change -> batch.add(new FakeTarget(1), change));
    return batch;
  }
}
