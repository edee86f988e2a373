// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.Status;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.milvus.source.snapshot.SnapshotPager.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.connect.errors.ConnectException;

class SnapshotPagerTest {
  private static final long G = 470_680_800_020_135_942L;

  @Property
  void everyRowComesOnceAndInOrder(
      @ForAll Set<Long> keys,
      @ForAll @IntRange(min = 1, max = 9) int fetchSize,
      @ForAll @IntRange(min = 1, max = 9) int shortestAnswer) {
    RowsInMemory rows = new RowsInMemory(keys);
    rows.shortestAnswer = shortestAnswer;
    assertThat(readAll(pager(rows, fetchSize, null), rows))
        .containsExactlyElementsOf(new TreeSet<>(keys));
  }

  @Property
  void aSnapshotGoesOnBehindAnyKey(@ForAll Set<Long> keys, @ForAll long lastKey) {
    RowsInMemory rows = new RowsInMemory(keys);
    assertThat(readAll(pager(rows, 3, lastKey), rows))
        .containsExactlyElementsOf(new TreeSet<>(keys).tailSet(lastKey, false));
  }

  @Example
  void aShortPageIsNotTheEnd() {
    RowsInMemory rows = new RowsInMemory(List.of(1L, 2L));
    rows.shortestAnswer = 1;
    SnapshotPager pager = pager(rows, 100, null);
    assertThat(take(pager, rows).isEnd()).isFalse();
    assertThat(take(pager, rows).isEnd()).isFalse();
    assertThat(take(pager, rows).isEnd()).isTrue();
  }

  @Example
  void aPageWithFewerRowsThanAskedForIsShort() {
    RowsInMemory rows = new RowsInMemory(List.of(1L, 2L, 3L));
    SnapshotPager pager = pager(rows, 2, null);
    assertThat(take(pager, rows).isShort()).isFalse();
    assertThat(take(pager, rows).isShort()).isTrue();
  }

  @Example
  void aPageSaysHowNewItIsAndWhereItEnds() {
    RowsInMemory rows = new RowsInMemory(List.of(4L, 7L));
    Page page = take(pager(rows, 100, null), rows);
    assertThat(page.guaranteeTimestamp()).isEqualTo(G);
    assertThat(page.rows()).isEqualTo(2);
    assertThat(page.lastKey()).isEqualTo(7L);
    assertThat(page.batch().primaryKey(0)).isEqualTo(4L);
    assertThat(page.bytes()).isPositive();
  }

  @Example
  void pollingDoesNotWait() {
    RowsInMemory rows = new RowsInMemory(List.of(1L));
    SnapshotPager pager = pager(rows, 100, null);
    assertThat(pager.poll()).isEmpty();
    assertThat(pager.isReading()).isFalse();
    pager.start(G);
    assertThat(pager.poll()).isEmpty();
    assertThat(pager.isReading()).isTrue();
    rows.answer();
    assertThat(pager.isReading()).isTrue();
    assertThat(pager.poll()).isPresent();
    assertThat(pager.isReading()).isFalse();
  }

  @Example
  void onePageIsOnItsWayAtMost() {
    SnapshotPager pager = pager(new RowsInMemory(List.of(1L)), 100, null);
    pager.start(G);
    assertThatThrownBy(() -> pager.start(G))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A page is already requested");
  }

  @Example
  void whereItReadsAheadTheNextPageIsAskedForWhenOneHasComeButOnlyTwoWait() {
    RowsInMemory rows = new RowsInMemory(List.of(1L, 2L, 3L, 4L));
    SnapshotPager pager = pager(rows, 1, null);
    pager.start(G);
    pager.readAhead(true);
    rows.answer();
    rows.answer();
    assertThat(rows.askedExpressions).containsExactly("", "id > 1");
    assertThat(taken(pager).lastKey()).isEqualTo(1L);
    assertThat(rows.askedExpressions).hasSize(2);
    pager.readAhead(true);
    assertThat(rows.askedExpressions).containsExactly("", "id > 1", "id > 2");
    pager.readAhead(false);
    rows.answer();
    assertThat(taken(pager).lastKey()).isEqualTo(2L);
    assertThat(taken(pager).lastKey()).isEqualTo(3L);
    assertThat(pager.isReading()).isFalse();
    assertThat(rows.askedTimestamps).containsOnly(G);
  }

  @Example
  void pagesThatWaitComeBeforeTheFailureOfTheNext() {
    RowsInMemory rows = new RowsInMemory(List.of(1L, 2L));
    SnapshotPager pager = pager(rows, 1, null);
    pager.start(G);
    pager.readAhead(true);
    rows.answer();
    rows.fail(failure(101, "collection not loaded"));
    assertThat(taken(pager).lastKey()).isEqualTo(1L);
    assertThat(pager.isReading()).isTrue();
    assertThatThrownBy(pager::poll).hasMessageContaining("collection not loaded");
    assertThat(take(pager, rows).lastKey()).isEqualTo(2L);
  }

  @Example
  void afterTheEndNoPageIsAskedFor() {
    RowsInMemory rows = new RowsInMemory(List.of());
    SnapshotPager pager = pager(rows, 1, null);
    pager.start(G);
    pager.readAhead(true);
    rows.answer();
    assertThat(taken(pager).isEnd()).isTrue();
    assertThat(rows.askedExpressions).hasSize(1);
  }

  @Example
  void cancellingGivesUpThePagesThatWaitAndReadsThemAgain() {
    RowsInMemory rows = new RowsInMemory(List.of(1L, 2L, 3L));
    SnapshotPager pager = pager(rows, 1, null);
    pager.start(G);
    pager.readAhead(true);
    rows.answer();
    pager.cancel();
    assertThat(rows.pending).isCancelled();
    assertThat(pager.isReading()).isFalse();
    assertThat(take(pager, rows).lastKey()).isEqualTo(1L);
  }

  @Example
  void afterAFailureTheSamePageIsReadAgain() {
    RowsInMemory rows = new RowsInMemory(List.of(1L, 2L, 3L));
    SnapshotPager pager = pager(rows, 2, null);
    take(pager, rows);
    pager.start(G);
    rows.fail(failure(101, "collection not loaded"));
    assertThatThrownBy(pager::poll).hasMessageContaining("collection not loaded");
    assertThat(pager.isReading()).isFalse();
    assertThat(take(pager, rows).lastKey()).isEqualTo(3L);
    assertThat(rows.askedExpressions).containsExactly("", "id > 2", "id > 2");
  }

  @Example
  void aPageThatIsTooLargeIsReadAgainInPartsAndAsNew() {
    RowsInMemory rows = new RowsInMemory(List.of(1L, 2L, 3L));
    SnapshotPager pager = pager(rows, 100, null);
    pager.start(G);
    rows.fail(failure(65535, "query results exceed the limit size"));
    assertThat(pager.poll()).isEmpty();
    assertThat(pager.isReading()).isTrue();
    rows.answer();
    assertThat(taken(pager).rows()).isEqualTo(3);
    assertThat(rows.askedRows).containsExactly(100, 25);
    assertThat(rows.askedTimestamps).containsExactly(G, G);
  }

  @Example
  void aSingleRowThatIsTooLargeIsAFailure() {
    RowsInMemory rows = new RowsInMemory(List.of(1L));
    SnapshotPager pager = pager(rows, 1, null);
    pager.start(G);
    rows.fail(failure(65535, "query results exceed the limit size"));
    assertThatThrownBy(pager::poll).hasMessageContaining("exceed the limit size");
  }

  @Example
  void aPageThatDoesNotAscendDoesNotMoveTheCursor() {
    RowsInMemory rows = new RowsInMemory(List.of(5L, 6L));
    SnapshotPager pager = pager(rows, 1, null);
    take(pager, rows);
    pager.start(G);
    rows.pending.complete(rows.page("", 1));
    assertThatThrownBy(pager::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("begins at");
    assertThat(take(pager, rows).lastKey()).isEqualTo(6L);
  }

  @Example
  void cancellingEndsTheCall() {
    RowsInMemory rows = new RowsInMemory(List.of(1L));
    SnapshotPager pager = pager(rows, 100, null);
    pager.start(G);
    pager.cancel();
    assertThat(rows.pending).isCancelled();
    assertThat(pager.isReading()).isFalse();
    assertThat(take(pager, rows).rows()).isEqualTo(1);
  }

  private static MilvusRequestException failure(int code, String reason) {
    return MilvusRequestException.of(
        "query", "default", "items", Status.newBuilder().setCode(code).setReason(reason).build());
  }

  private static SnapshotPager pager(SnapshotPager.PageSource rows, int fetchSize, Object lastKey) {
    return new SnapshotPager(
        rows,
        RowsInMemory.LAYOUT::open,
        new PageSize(fetchSize, 8),
        new PrimaryKeyCursor("id", lastKey, ""),
        new SnapshotBudget(1, Long.MAX_VALUE));
  }

  private static Page take(SnapshotPager pager, RowsInMemory rows) {
    pager.start(G);
    rows.answer();
    return taken(pager);
  }

  private static Page taken(SnapshotPager pager) {
    Page page = pager.poll().orElseThrow();
    pager.emitted(page);
    return page;
  }

  private static List<Long> readAll(SnapshotPager pager, RowsInMemory rows) {
    List<Long> keys = new ArrayList<>();
    for (Page page = take(pager, rows); !page.isEnd(); page = take(pager, rows)) {
      for (int row = 0; row < page.rows(); row++) {
        keys.add((Long) page.batch().primaryKey(row));
      }
    }
    return keys;
  }
}
