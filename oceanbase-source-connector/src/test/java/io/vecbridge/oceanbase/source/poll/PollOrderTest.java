// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.rate.PageSize;
import io.vecbridge.oceanbase.source.offset.RequestedSnapshots;
import io.vecbridge.oceanbase.source.offset.Stage;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.schema.TableRow;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Snapshot and polls over random histories, with crashes after any record. */
class PollOrderTest {
  private static final long KEYS = 12;

  @Property(tries = 500)
  void whatWasSentIsTheTableAtHighAfterEachPollWhateverThePagesAndCrashes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int page) throws Exception {
    Random random = new Random(seed);
    HistoryInMemory table = new HistoryInMemory();
    change(table, random);
    Target target = new Target(random);
    TablePosition start = TablePosition.snapshotAt(table.scn());
    target.position = start;
    run(table, target, page, random);
    assertThat(target.rows).isEqualTo(table.at(start.scn()));
    for (int poll = 0; poll < 8; poll++) {
      for (int commits = random.nextInt(4); commits > 0; commits--) {
        change(table, random);
      }
      target.position = target.position.pollTo(table.scn());
      run(table, target, page, random);
      assertThat(target.rows).isEqualTo(table.at(table.scn()));
      assertThat(target.position).isEqualTo(TablePosition.completeAt(table.scn()));
    }
  }

  @Property(tries = 200)
  void noDeleteFollowsARowOfItsPoll(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int page)
      throws Exception {
    Random random = new Random(seed);
    HistoryInMemory table = new HistoryInMemory();
    change(table, random);
    Target target = new Target(null);
    target.position = TablePosition.completeAt(table.scn());
    change(table, random);
    TableReading reading = new TableReading(new PageSize(page), target);
    reading.poll(table.scn());
    while (reading.isBusy()) {
      reading.read(table).send();
    }
    assertThat(target.log.toString()).matches("d*u*");
  }

  /** A value is the SCN at which its row was written. */
  @Property(tries = 200)
  void requestedPagesBetweenPollsReadEveryRowAndTakeNoneBack(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int page) throws Exception {
    Random random = new Random(seed);
    HistoryInMemory table = new HistoryInMemory();
    change(table, random);
    Target target = new Target(null);
    target.position =
        TablePosition.completeAt(table.scn()).with(RequestedSnapshots.NONE.with("").followed(1));
    TableReading reading = new TableReading(new PageSize(page), target);
    while (target.position.readsRequested()) {
      reading.read(table).send();
      change(table, random);
      if (random.nextBoolean()) {
        reading.poll(table.scn());
        while (reading.isBusy()) {
          reading.read(table).send();
        }
      }
    }
    poll(reading, table);
    assertThat(target.rows).isEqualTo(table.at(table.scn()));
    assertThat(target.position)
        .isEqualTo(TablePosition.completeAt(table.scn()).with(RequestedSnapshots.NONE.followed(1)));
  }

  @Example
  void aQuietTableIsNotSearchedForDeletesOnceItsRowsAreCounted() throws Exception {
    HistoryInMemory table = new HistoryInMemory();
    table.put(1, 1);
    table.commit();
    Target target = new Target(null);
    target.position = TablePosition.completeAt(table.scn());
    TableReading reading = new TableReading(new PageSize(10), target);
    poll(reading, table);
    int reads = table.reads();
    poll(reading, table);
    assertThat(table.reads() - reads).as("the look for changed keys").isEqualTo(1);
    assertThat(reading.foundChanges()).isFalse();
    table.remove(1);
    poll(reading, table);
    assertThat(target.log).hasToString("d");
    assertThat(reading.foundChanges()).isTrue();
  }

  private static void poll(TableReading reading, HistoryInMemory table) throws Exception {
    reading.poll(table.commit());
    while (reading.isBusy()) {
      reading.read(table).send();
    }
  }

  private static void change(HistoryInMemory table, Random random) {
    for (int writes = random.nextInt(8); writes > 0; writes--) {
      long key = random.nextLong(KEYS);
      table.remove(key);
      if (random.nextInt(3) > 0) {
        table.put(key, random.nextLong(3));
      }
    }
    table.commit();
  }

  /** Runs to the end, beginning anew from the last record's position after each crash. */
  private static void run(HistoryInMemory table, Target target, int page, Random random)
      throws SQLException, InterruptedException {
    while (target.position.stage() != Stage.COMPLETE) {
      target.stored = target.position;
      TableReading reading = new TableReading(new PageSize(page), target);
      try {
        while (reading.isBusy()) {
          reading.read(table).send();
          if (random.nextInt(20) == 0) {
            reading.forget();
          }
        }
      } catch (Crash e) {
        assertThat(target.position).isNotNull();
      }
    }
  }

  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Rows by record key, as a sink would have them; it crashes now and then. */
  private static final class Target implements TableReading.Output {
    private final Map<Long, Long> rows = new HashMap<>();
    private final StringBuilder log = new StringBuilder();
    private final Random crashes;
    private TablePosition stored;
    private TablePosition position;

    Target(Random crashes) {
      this.crashes = crashes;
    }

    @Override
    public TablePosition position() {
      return position;
    }

    @Override
    public void moveTo(TablePosition next) {
      position = next;
    }

    @Override
    public void snapshotRow(TablePosition after, TableRow row, boolean last) {
      requestedRow(after, row);
    }

    @Override
    public void requestedRow(TablePosition after, TableRow row) {
      Long older = rows.put((Long) row.values()[0], (Long) row.values()[2]);
      if (crashes == null && older != null) {
        assertThat((Long) row.values()[2]).isGreaterThanOrEqualTo(older);
      }
      took(after, 'r');
    }

    @Override
    public void upsert(TablePosition after, TableRow row) {
      rows.put((Long) row.values()[0], (Long) row.values()[2]);
      took(after, 'u');
    }

    @Override
    public void delete(TablePosition after, TableRow row) {
      rows.remove((Long) row.values()[0]);
      took(after, 'd');
    }

    @Override
    public void page(int count, long bytes) {
      assertThat(List.of(Stage.SNAPSHOT, Stage.DELETES, Stage.UPSERTS)).contains(position.stage());
    }

    @Override
    public void requestedPage(int count, long bytes) {
      assertThat(position.stage()).isEqualTo(Stage.COMPLETE);
    }

    private void took(TablePosition after, char kind) {
      log.append(kind);
      if (crashes != null && crashes.nextInt(10) == 0) {
        // The offset of this record was stored, or that of an earlier one, which repeats.
        position = crashes.nextBoolean() ? after : stored;
        throw new Crash();
      }
      position = after;
    }
  }
}
