// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.sink.event.Origin;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.milvus.sink.batch.CollectionBatch;
import io.vecbridge.milvus.sink.batch.PutBatch;
import io.vecbridge.milvus.sink.batch.RowChange;
import io.vecbridge.milvus.sink.collection.TestCollections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class BatchWriterTest {
  private static final int REFUSED = 1100;
  private static final int RATE_LIMIT = 8;

  private final List<Long> reported = new ArrayList<>();

  @Test
  void deletesGoFirstAndKeysOnce() throws InterruptedException {
    FakeEntities entities = new FakeEntities(change -> false, REFUSED);
    entities.stored.put(2L, "old");
    write(entities, List.of(upsert(1, "a"), upsert(2, "b"), delete(2), upsert(1, "c")), 10);

    assertThat(entities.requests).containsExactly("delete 1", "upsert 1");
    assertThat(entities.stored).containsExactly(Map.entry(1L, "c"));
  }

  @Test
  void anOffenderIsReportedAloneAndWhatItReplacedIsWritten() throws InterruptedException {
    FakeEntities entities =
        new FakeEntities(change -> change.writes() && change.values()[0].equals("bad"), REFUSED);
    List<RowChange> changes = new ArrayList<>();
    for (int key = 0; key < 20; key++) {
      changes.add(upsert(key, "good" + key));
    }
    changes.add(upsert(7, "bad"));
    changes.add(upsert(30, "bad"));
    write(entities, changes, 100);

    assertThat(entities.stored).hasSize(20).containsEntry(7L, "good7");
    assertThat(reported).containsExactlyInAnyOrder(20L, 21L);
    assertThat(entities.confirmations).isEqualTo(2);
  }

  @Test
  void whatTimeMendsIsThrownAndNothingIsReported() {
    FakeEntities entities = new FakeEntities(change -> true, RATE_LIMIT);

    assertThatThrownBy(() -> write(entities, List.of(upsert(1, "a"), upsert(2, "b")), 10))
        .isInstanceOf(MilvusRequestException.class)
        .hasMessageContaining("code 8");
    assertThat(entities.requests).containsExactly("upsert 2");
    assertThat(reported).isEmpty();
  }

  /** Each step is a key and what becomes of it: 0 deletes, 1 is refused, others are written. */
  @Property
  void aBatchLeavesWhatItsChangesOneByOneWouldLeave(
      @ForAll @Size(max = 60) List<@IntRange(max = 39) Integer> steps,
      @ForAll @IntRange(min = 1, max = 9) int chunk)
      throws InterruptedException {
    Map<Object, Object> expected = new TreeMap<>();
    List<RowChange> changes = new ArrayList<>();
    for (int step : steps) {
      long key = step / 5;
      if (step % 5 == 0) {
        changes.add(delete(key));
        expected.remove(key);
      } else if (step % 5 == 1) {
        changes.add(upsert(key, "bad"));
      } else {
        changes.add(upsert(key, "v" + changes.size()));
        expected.put(key, "v" + (changes.size() - 1));
      }
    }
    FakeEntities entities =
        new FakeEntities(change -> change.writes() && change.values()[0].equals("bad"), REFUSED);
    write(entities, changes, chunk);

    assertThat(entities.stored).isEqualTo(expected);
  }

  private void write(FakeEntities entities, List<RowChange> changes, int chunk)
      throws InterruptedException {
    PutBatch put = new PutBatch();
    CollectionBatch batch = put.of(TestCollections.numbered());
    for (int i = 0; i < changes.size(); i++) {
      RowChange change = changes.get(i);
      Origin origin = new Origin(new SinkRecord("t", 0, null, null, null, null, i));
      put.add(
          batch,
          new RowChange(
              change.kind(), change.key(), change.values(), change.bytes(), origin, null));
    }
    ErrantRecords errant =
        new ErrantRecords(
            (record, error) -> {
              reported.add(record.kafkaOffset());
              return CompletableFuture.completedFuture(null);
            },
            true,
            new SinkCounters());
    new BatchWriter(new Chunks(chunk, 1_000)).write(entities, batch, errant);
    errant.report();
  }

  private static RowChange upsert(long key, String value) {
    return new RowChange(Kind.UPSERT, key, new Object[] {value}, 10, null, null);
  }

  private static RowChange delete(long key) {
    return new RowChange(Kind.DELETE, key, new Object[0], 10, null, null);
  }
}
