// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.milvus.source.row.Layouts;
import io.vecbridge.milvus.source.row.RowLayout;
import io.vecbridge.milvus.source.snapshot.SnapshotPager.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * A Milvus in memory is written to while it is snapshotted. A page is as of any time from its G on,
 * since there are no multi-version reads and a node may lag behind the log, and much can happen
 * between two turns of the capture. What comes out must end as what is in Milvus, also when the
 * capture dies at any record and goes on from that record's offset.
 */
class HandOverTest {
  private static final RowLayout LAYOUT = Layouts.ofKey(DataType.Int64, "version");
  private static final int STEPS = 400;
  private static final long SECOND = 1_000_000_000L;

  @Property(tries = 300)
  void whatComesOutEndsAsWhatIsInMilvus(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int keys,
      @ForAll @IntRange(min = 1, max = 7) int pageRows,
      @ForAll @IntRange(min = 0, max = 4) int crashes) {
    Random random = new Random(seed);
    WrittenMilvus world = new WrittenMilvus(keys, pageRows, false, random);
    for (int i = 0; i < keys; i++) {
      world.write();
    }
    Target target = new Target();
    Capture capture = new Capture(world, target, new Offset(world.log.size(), null, false));
    for (int crash = 0; crash <= crashes; crash++) {
      for (int step = 0; step < STEPS / (crashes + 1); step++) {
        world.actSometimes();
        capture.turn();
      }
      if (crash < crashes) {
        Offset committed = target.truncateToRandomRecord(random, capture.offset());
        capture = new Capture(world, target, committed);
      }
    }
    world.writing = false;
    for (int i = 0; i < 4 * STEPS && !capture.isDone(); i++) {
      world.actSometimes();
      capture.turn();
    }

    assertThat(capture.isDone()).isTrue();
    assertThat(target.rows()).isEqualTo(world.rows);
    assertThat(world.snapshotsAreNeverOlderThanTheStream).isTrue();
  }

  /** Position in the log, last key of the snapshot, and whether it is over. */
  private record Offset(int position, Long lastKey, boolean complete) {}

  @Property(tries = 200)
  void withMultiVersionReadsNoRowGoesBackToAnOlderVersion(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 10) int keys,
      @ForAll @IntRange(min = 1, max = 7) int pageRows) {
    Random random = new Random(seed);
    WrittenMilvus world = new WrittenMilvus(keys, pageRows, true, random);
    for (int i = 0; i < keys; i++) {
      world.write();
    }
    Target target = new Target();
    Capture capture = new Capture(world, target, new Offset(world.log.size(), null, false));
    for (int step = 0; step < 5 * STEPS && !capture.isDone(); step++) {
      world.writing = step < STEPS;
      world.actSometimes();
      capture.turn();
    }
    assertThat(target.rows()).isEqualTo(world.rows);
    target.requireVersionsAscend();
  }

  /** The records that came out, each with its offset; rows are what a sink makes of them. */
  private static final class Target {
    private record Emitted(long key, Long version, Offset offset) {}

    private final List<Emitted> records = new ArrayList<>();
    private int committed;

    void emit(long key, Long version, Offset offset) {
      records.add(new Emitted(key, version, offset));
    }

    Map<Long, Long> rows() {
      Map<Long, Long> rows = new HashMap<>();
      for (Emitted record : records) {
        if (record.version() == null) {
          rows.remove(record.key());
        } else {
          rows.put(record.key(), record.version());
        }
      }
      return rows;
    }

    void requireVersionsAscend() {
      Map<Long, Long> newest = new HashMap<>();
      for (Emitted record : records) {
        Long version = record.version();
        if (version != null) {
          Long before = newest.put(record.key(), version);
          assertThat(version).isGreaterThanOrEqualTo(before == null ? 0 : before);
        }
      }
    }

    /** What a crash leaves: all records came out, the offset of one of them was committed. */
    Offset truncateToRandomRecord(Random random, Offset now) {
      if (records.size() == committed) {
        return now;
      }
      committed += 1 + random.nextInt(records.size() - committed);
      return records.get(committed - 1).offset();
    }
  }

  private static final class Capture implements SnapshotRun.Output {
    private final WrittenMilvus world;
    private final Target target;
    private final SnapshotRun run;
    private int position;
    private Long lastKey;
    private boolean complete;
    private long emittedUpTo;
    private long now;

    Capture(WrittenMilvus world, Target target, Offset offset) {
      this.world = world;
      this.target = target;
      this.position = offset.position();
      this.lastKey = offset.lastKey();
      this.complete = offset.complete();
      SnapshotPager.PageSource pages = world::page;
      SnapshotBudget budget = new SnapshotBudget(1, Long.MAX_VALUE);
      SnapshotPager pager =
          new SnapshotPager(
              pages,
              LAYOUT::open,
              new PageSize(world.pageRows, 100),
              new PrimaryKeyCursor("id", offset.lastKey(), ""),
              budget);
      this.run = complete ? null : new SnapshotRun(pager, world::timestamp, budget, this);
    }

    Offset offset() {
      return new Offset(position, lastKey, complete);
    }

    boolean isDone() {
      return complete && position == world.log.size();
    }

    void turn() {
      now += SECOND / 10;
      release(complete ? SnapshotRun.OPEN : run.gate());
      if (complete) {
        return;
      }
      try {
        run.advance(now, releasedThrough(), 0, true);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      complete = run.isComplete();
    }

    private void release(long gate) {
      while (position < world.log.size()) {
        WrittenMilvus.Change change = world.log.get(position);
        if (change.timestamp() > world.tick || change.timestamp() > gate) {
          return;
        }
        position++;
        emittedUpTo = change.timestamp();
        target.emit(change.key(), change.version(), offset());
      }
    }

    private long releasedThrough() {
      return position == world.log.size()
          ? world.tick
          : Math.min(world.tick, world.log.get(position).timestamp() - 1);
    }

    @Override
    public void page(Page page) {
      world.snapshotsAreNeverOlderThanTheStream &= emittedUpTo <= page.guaranteeTimestamp();
      for (int i = 0; i < page.rows(); i++) {
        lastKey = (Long) page.batch().primaryKey(i);
        target.emit(lastKey, (Long) page.batch().value(1, i), offset());
      }
    }

    @Override
    public void waiting(MilvusRequestException reason, boolean first) {
      throw new AssertionError(reason);
    }
  }
}
