// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.Status;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.milvus.source.snapshot.SnapshotPager.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a snapshot does while Milvus is away, limited, or written to faster than it is read. */
class SnapshotRunTest {
  private static final long G = 1_000;
  private static final long SECOND = 1_000_000_000L;
  private static final int NOT_LOADED = 101;
  private static final int NO_COLLECTION = 100;
  private static final int DENIED = 1401;

  private final RowsInMemory rows = new RowsInMemory(List.of(1L, 2L, 3L));
  private final CompletableFuture<Long> timestamp = new CompletableFuture<>();
  private final Collected output = new Collected();
  private final SnapshotBudget budget = new SnapshotBudget(1, 64 << 20);
  private final SnapshotRun run =
      new SnapshotRun(
          new SnapshotPager(
              rows,
              RowsInMemory.LAYOUT::open,
              new PageSize(2, 100),
              new PrimaryKeyCursor("id", null, ""),
              budget),
          () -> timestamp,
          budget,
          output);
  private long now;

  @Test
  void changesAreHeldFromTheRequestForATimestampUntilItsPagesAreOut() throws Exception {
    assertThat(run.gate()).isEqualTo(SnapshotRun.OPEN);
    advance(0, 0);
    assertThat(run.gate()).isZero();
    timestamp.complete(G);
    advance(0, 0);
    assertThat(run.gate()).isEqualTo(G);
    rows.answer();
    advance(0, 0);
    advance(G - 1, 0);
    assertThat(output.rows).isZero();
    advance(G, 0);
    assertThat(output.rows).isEqualTo(2);
  }

  @Test
  void aCollectionThatIsNotLoadedIsAskedForAgainAfterAPauseWhileChangesFlow() throws Exception {
    untilReading();
    rows.fail(milvus(NOT_LOADED));
    advance(0, 0);
    assertThat(output.waited).containsExactly(MilvusReason.NOT_LOADED);
    assertThat(run.gate()).isEqualTo(SnapshotRun.OPEN);
    assertThat(advance(G, 0)).isFalse();

    now += SECOND;
    advance(G, 0);
    advance(G, 0);
    rows.fail(milvus(NOT_LOADED));
    advance(G, 0);
    assertThat(output.waited).as("said once").hasSize(1);

    now += SECOND;
    assertThat(advance(G, 0)).as("the pause is longer the second time").isFalse();
    now += SECOND;
    advance(G, 0);
    advance(G, 0);
    rows.answer();
    advance(G, 0);
    advance(G, 0);
    assertThat(output.rows).isEqualTo(2);
  }

  @Test
  void aCollectionThatIsGoneIsWaitedForHoweverFarTheLogIsBehind() throws Exception {
    untilReading();
    for (int hour = 0; hour < 3; hour++) {
      rows.fail(milvus(NO_COLLECTION));
      advance(0, 0);
      now += 3_600 * SECOND;
      advance(0, 0);
      advance(0, 0);
    }
    assertThat(output.waited).containsExactly(MilvusReason.NO_COLLECTION);
  }

  @Test
  void aSnapshotThatPausesOrWaitsLongForItsChangesLetsAnotherOneRead() throws Exception {
    untilReading();
    assertThat(budget.enter()).isFalse();
    rows.fail(milvus(NOT_LOADED));
    advance(0, 0);
    assertThat(budget.enter()).isTrue();
    assertThat(run.isQueued()).isFalse();

    now += SECOND;
    advance(0, 0);
    assertThat(run.isQueued()).isTrue();
    assertThat(run.isReading()).isFalse();
    budget.leave();

    advance(0, 0);
    advance(0, 0);
    rows.answer();
    advance(0, 0);
    now += 61 * SECOND;
    advance(G - 1, 0);
    assertThat(run.gate()).isEqualTo(SnapshotRun.OPEN);
    assertThat(budget.enter()).isTrue();
    budget.leave();

    now += 10 * SECOND;
    advance(G, 0);
    advance(G, 0);
    rows.answer();
    advance(G, 0);
    advance(G, 0);
    assertThat(output.rows).as("the page that was given back is read again").isEqualTo(2);
    assertThat(rows.askedExpressions).endsWith("", "id > 2");
  }

  @Test
  void aRefusalEndsTheSnapshotAtOnce() throws Exception {
    untilReading();
    rows.fail(milvus(DENIED));
    assertThatThrownBy(() -> advance(0, 0))
        .isInstanceOf(MilvusRequestException.class)
        .hasMessageContaining("milvus.token");
  }

  @Test
  void overTheLimitNoPageIsAskedForAndAPageThatIsThereIsEmitted() throws Exception {
    assertThat(run.advance(now, 0, 0, false)).isFalse();
    assertThat(run.gate()).isEqualTo(SnapshotRun.OPEN);
    untilReading();
    rows.answer();
    run.advance(now, G, 0, false);
    run.advance(now, G, 0, false);
    assertThat(output.rows).isEqualTo(2);
    assertThat(run.gate()).isEqualTo(SnapshotRun.OPEN);
    assertThat(rows.askedRows).hasSize(1);
  }

  @Test
  void manyHeldChangesPassBeforeThePageThatHoldsThemAndNoneIsAskedForMeanwhile() throws Exception {
    untilReading();
    advance(0, 65L << 20);
    assertThat(run.gate()).isEqualTo(SnapshotRun.OPEN);
    assertThat(rows.pending).isCancelled();
    assertThat(advance(0, 17L << 20)).isFalse();
    assertThat(rows.askedRows).hasSize(1);

    advance(0, 0);
    advance(0, 0);
    assertThat(rows.askedRows).hasSize(2);
  }

  @Test
  void aPageWaitsLongerEachTimeSoThatChangesWhichAreAlwaysLateDoNotStarveTheSnapshot()
      throws Exception {
    untilReading();
    for (long late = 60; late <= 240; late *= 2) {
      rows.answer();
      advance(0, 0);
      now += late * SECOND;
      advance(0, 0);
      assertThat(run.gate()).as("still waiting after %s s", late).isEqualTo(G);
      now += SECOND;
      advance(0, 0);
      assertThat(run.gate()).isEqualTo(SnapshotRun.OPEN);
      now += 10 * SECOND;
      advance(0, 0);
      advance(0, 0);
    }
  }

  private void untilReading() throws Exception {
    timestamp.complete(G);
    advance(0, 0);
    advance(0, 0);
    assertThat(rows.pending).isNotNull();
  }

  private boolean advance(long released, long heldBytes) throws InterruptedException {
    return run.advance(now, released, heldBytes, true);
  }

  private static MilvusRequestException milvus(int code) {
    return MilvusRequestException.of(
        "query", "db", "books", Status.newBuilder().setCode(code).setReason("r").build());
  }

  private static final class Collected implements SnapshotRun.Output {
    final List<MilvusReason> waited = new ArrayList<>();
    int rows;

    @Override
    public void page(Page page) {
      rows += page.rows();
    }

    @Override
    public void waiting(MilvusRequestException reason, boolean first) {
      if (first) {
        waited.add(reason.reason());
      }
    }
  }
}
