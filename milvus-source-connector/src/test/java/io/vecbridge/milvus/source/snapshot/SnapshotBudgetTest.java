// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.milvus.source.snapshot.SnapshotPager.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SnapshotBudgetTest {
  private static final long G = 1_000;

  @Test
  void asManySnapshotsAsAllowedReadAtATime() {
    SnapshotBudget budget = new SnapshotBudget(2, Long.MAX_VALUE);
    assertThat(budget.enter()).isTrue();
    assertThat(budget.enter()).isTrue();
    assertThat(budget.enter()).isFalse();
    budget.leave();
    assertThat(budget.enter()).isTrue();
  }

  @Test
  void onePageIsAllowedHoweverLargeAndFurtherOnesWhileTheyFit() {
    SnapshotBudget budget = new SnapshotBudget(1, 10);
    assertThat(budget.reserve(100)).isTrue();
    assertThat(budget.reserve(1)).isFalse();
    budget.correct(-95);
    assertThat(budget.reserve(5)).isTrue();
    assertThat(budget.reserve(1)).isFalse();
    budget.release(10);
    assertThat(budget.reserve(11)).isTrue();
  }

  @Test
  void fiveHundredSnapshotsTogetherAskForNoMoreThanTheBudgetAndAllEnd() throws Exception {
    SnapshotBudget budget = new SnapshotBudget(3, 2L * PageSize.TARGET_BYTES);
    List<RowsInMemory> collections = new ArrayList<>();
    List<SnapshotRun> runs = new ArrayList<>();
    int[] rows = new int[1];
    for (int i = 0; i < 500; i++) {
      RowsInMemory collection = new RowsInMemory(LongStream.range(0, 7).boxed().toList());
      collections.add(collection);
      runs.add(
          new SnapshotRun(
              new SnapshotPager(
                  collection,
                  RowsInMemory.LAYOUT::open,
                  new PageSize(3, 8),
                  new PrimaryKeyCursor("id", null, ""),
                  budget),
              () -> CompletableFuture.completedFuture(G),
              budget,
              new Counted(rows)));
    }
    for (int turn = 0; runs.stream().anyMatch(run -> !run.isComplete()); turn++) {
      assertThat(turn).isLessThan(10_000);
      for (SnapshotRun run : runs) {
        run.advance(turn, G, 0, true);
      }
      List<RowsInMemory> asked = collections.stream().filter(each -> each.pending != null).toList();
      assertThat(asked).hasSizeLessThanOrEqualTo(2);
      for (RowsInMemory each : asked) {
        CompletableFuture<?> pending = each.pending;
        each.answer();
        each.pending = each.pending == pending ? null : each.pending;
      }
    }
    assertThat(rows[0]).isEqualTo(500 * 7);
    assertThat(budget.reserve(Long.MAX_VALUE)).as("all has been given back").isTrue();
  }

  private record Counted(int[] rows) implements SnapshotRun.Output {
    @Override
    public void page(Page page) {
      rows[0] += page.rows();
    }

    @Override
    public void waiting(MilvusRequestException reason, boolean first) {
      throw reason;
    }
  }
}
