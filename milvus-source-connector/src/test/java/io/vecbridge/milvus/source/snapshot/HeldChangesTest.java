// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.milvus.source.snapshot.SnapshotPager.Page;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Several collections are snapshotted by a slow Milvus while much is written to them. What is held
 * back for their pages is bounded for all of them together, as the capture turns: what one read of
 * the log brings is released as far as the gate lets it, then the snapshot goes a step on.
 */
class HeldChangesTest {
  private static final long MIB = 1 << 20;
  private static final long BOUND = 64 * MIB;
  private static final int COLLECTIONS = 3;
  private static final int TURNS = 600;

  /** A read of the log brings up to this much for each collection. */
  private static final int MOST_A_READ = 8;

  @Property(tries = 100)
  void whatIsHeldForPagesIsBoundedForAllCollectionsTogether(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<Collection> all = new ArrayList<>();
    for (int i = 0; i < COLLECTIONS; i++) {
      all.add(new Collection(random));
    }
    long most = 0;
    long clock = 1;
    for (int turn = 0; turn < TURNS; turn++) {
      for (Collection one : all) {
        clock++;
        one.written(clock, random.nextInt(MOST_A_READ + 1) * MIB);
        one.clock = clock;
      }
      for (Collection one : all) {
        one.turn(turn, clock, () -> all.stream().mapToLong(other -> other.held).sum());
      }
      most = Math.max(most, all.stream().mapToLong(other -> other.held).sum());
    }
    assertThat(most).isGreaterThan(BOUND / 4).isLessThanOrEqualTo(BOUND + reads(2));
    assertThat(all).allMatch(one -> one.pages > 0);
  }

  private static long reads(int count) {
    return (long) count * COLLECTIONS * MOST_A_READ * MIB;
  }

  private interface Held {
    long bytes();
  }

  private static final class Collection implements SnapshotRun.Output {
    private record Change(long timestamp, long bytes) {}

    private final Random random;
    private final RowsInMemory rows =
        new RowsInMemory(LongStream.range(0, 100_000).boxed().toList());
    private final Deque<Change> waiting = new ArrayDeque<>();
    private final SnapshotRun run;
    private long clock;
    private long held;
    private int pages;

    Collection(Random random) {
      this.random = random;
      SnapshotBudget budget = new SnapshotBudget(1, Long.MAX_VALUE);
      this.run =
          new SnapshotRun(
              new SnapshotPager(
                  rows,
                  RowsInMemory.LAYOUT::open,
                  new PageSize(2, 100),
                  new PrimaryKeyCursor("id", null, ""),
                  budget),
              () -> CompletableFuture.completedFuture(clock),
              budget,
              this);
    }

    void written(long timestamp, long bytes) {
      waiting.add(new Change(timestamp, bytes));
      held += bytes;
    }

    void turn(int turn, long tick, Held all) throws InterruptedException {
      if (rows.pending != null && !rows.pending.isDone() && random.nextInt(12) == 0) {
        rows.answer();
      }
      while (!waiting.isEmpty() && waiting.peek().timestamp() <= Math.min(tick, run.gate())) {
        held -= waiting.remove().bytes();
      }
      long released = waiting.isEmpty() ? tick : waiting.peek().timestamp() - 1;
      run.advance(turn * 10_000_000L, released, all.bytes(), true);
    }

    @Override
    public void page(Page page) {
      pages++;
    }

    @Override
    public void waiting(MilvusRequestException reason, boolean first) {
      throw new AssertionError(reason);
    }
  }
}
