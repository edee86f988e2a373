// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import static io.vecbridge.common.sink.write.Changes.snapshotRow;
import static io.vecbridge.common.sink.write.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.WaitingRecords;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class TargetBatchTest {
  private final TargetBatch<FakeTarget> batch = new TargetBatch<>();

  @Test
  void theLastChangeOfAKeyWinsInThePlaceWhereItCame() {
    add(upsert(1, "a", 1));
    add(upsert(2, "b", 2));
    add(upsert(1, "c", 3));

    assertThat(batch.changes())
        .extracting(change -> change.origin().offset())
        .containsExactly(2L, 3L);
  }

  @Test
  void snapshotRowsBeforeAllChangesOfAKeyCanBeTakenOut() {
    add(snapshotRow(1, "a", 1));
    add(snapshotRow(1, "b", 2));
    add(upsert(1, "c", 3));
    add(snapshotRow(1, "d", 4));

    RowChange change = batch.changes().iterator().next();
    assertThat(change.first().origin().offset()).isEqualTo(1);
    RowChange rest = change.withoutLeadingSnapshotRows();
    assertThat(rest.origin().offset()).isEqualTo(4);
    assertThat(rest.first().origin().offset()).isEqualTo(3);
    assertThat(snapshotRow(2, "a", 5).withoutLeadingSnapshotRows()).isNull();
  }

  @Test
  void aColumnThatOnlyAnEarlierChangeHasKeepsItsValue() {
    add(change(Kind.UPSERT, 1, Map.of("flavor", "mint", "size", 1)));
    add(change(Kind.UPSERT, 1, Map.of("item", "cone", "size", 2)));

    RowChange folded = batch.changes().iterator().next();
    assertThat(row(folded)).isEqualTo(Map.of("flavor", "mint", "item", "cone", "size", 2));
    assertThat(folded.recreates()).isFalse();
    assertThat(folded.chain()).extracting(TargetBatchTest::row).hasSize(2);
  }

  @Test
  void ofARowThatIsDeletedInBetweenNothingStays() {
    add(change(Kind.UPSERT, 1, Map.of("flavor", "mint")));
    add(change(Kind.DELETE, 1, Map.of()));
    add(change(Kind.UPSERT, 1, Map.of("item", "cone")));
    add(change(Kind.UPSERT, 1, Map.of("size", 2)));

    RowChange folded = batch.changes().iterator().next();
    assertThat(row(folded)).isEqualTo(Map.of("item", "cone", "size", 2));
    assertThat(folded.recreates()).isTrue();
  }

  @Test
  void manyThousandChangesOfOneKeyAreFolded() {
    for (int i = 0; i < 50_000; i++) {
      add(snapshotRow(1, "a", i));
    }
    add(upsert(1, "b", 50_000));

    RowChange folded = batch.changes().iterator().next();
    assertThat(folded.withoutLeadingSnapshotRows().first().origin().offset()).isEqualTo(50_000);
  }

  /** Each step is a key, and the columns that are written to it; none deletes it. */
  @Property
  void partialRowsOfAnyPutsLeaveWhatTheyLeaveOneByOne(
      @ForAll @Size(max = 40) List<@IntRange(max = 47) Integer> steps,
      @ForAll @IntRange(min = 1, max = 40) int cut)
      throws InterruptedException {
    PartialRows expected = new PartialRows();
    PartialRows rows = new PartialRows();
    TargetBatch<FakeTarget> put = new TargetBatch<>();
    for (int i = 0; i < steps.size(); i++) {
      RowChange change = step(steps.get(i), i);
      try {
        if (change.writes()) {
          expected.upsert(List.of(change));
        } else {
          expected.delete(List.of(change));
        }
      } catch (RequestException e) {
        // Refused, and the row stays as it is.
      }
      put.add(new FakeTarget(1), change);
      if (i % cut == 0) {
        new BatchWriter(new Chunks(3, 1_000)).write(rows, put, errant());
        put = new TargetBatch<>();
      }
    }
    new BatchWriter(new Chunks(3, 1_000)).write(rows, put, errant());

    assertThat(rows.stored).isEqualTo(expected.stored);
  }

  private static RowChange step(int step, int offset) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (int column = 0; column < 3; column++) {
      if ((step & 1 << column) != 0) {
        // Some values are refused.
        columns.put("c" + column, (step + offset) % 7 == 0 ? PartialRows.BAD : offset);
      }
    }
    return change(columns.isEmpty() ? Kind.DELETE : Kind.UPSERT, step / 8, columns);
  }

  private static RowChange change(Kind kind, long key, Map<String, Object> row) {
    Origin origin = new Origin(new SinkRecord("t", 0, null, null, null, null, 1));
    Change event = new Change(kind, null, null, null, null, origin);
    return new RowChange(event, key, List.copyOf(row.keySet()), row.values().toArray(), 10);
  }

  private static Map<String, Object> row(RowChange change) {
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < change.columns().size(); i++) {
      row.put(change.columns().get(i), change.values()[i]);
    }
    return row;
  }

  private static ErrantRecords errant() {
    SinkMetrics metrics = new SinkMetrics(() -> 0, () -> 0);
    return new ErrantRecords("OceanBase", null, true, metrics, new WaitingRecords(() -> 0));
  }

  private void add(RowChange change) {
    batch.add(new FakeTarget(1), change);
  }
}
