// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows how the rows of each collection arrive in OceanBase, until all are there. */
final class SnapshotWatch {
  private static final Duration WITHIN = Duration.ofSeconds(180);
  private static final Duration STATES_EVERY = Duration.ofSeconds(1);

  private final Screen screen;
  private final Tables tables;
  private final Connectors connectors;
  private final List<Line> lines = new ArrayList<>();
  private long statesAt;

  SnapshotWatch(
      Screen screen, Tables tables, Connectors connectors, List<DemoCollection> collections) {
    this.screen = screen;
    this.tables = tables;
    this.connectors = connectors;
    collections.forEach(collection -> lines.add(new Line(collection, screen.unicode())));
  }

  /**
   * Returns when every table has as many rows as its collection.
   *
   * @throws Await.Impossible if a connector fails
   * @throws IllegalStateException at the deadline
   */
  void run() {
    statesAt = System.nanoTime();
    try {
      Await.value("all rows are in OceanBase", WITHIN, this::look);
    } finally {
      screen.settle(texts());
    }
  }

  private Optional<Boolean> look() throws Exception {
    for (Line line : lines) {
      line.update(tables.count(line.collection));
    }
    screen.draw(texts());
    if (lines.stream().allMatch(Line::isComplete)) {
      return Optional.of(true);
    }
    if (System.nanoTime() - statesAt > STATES_EVERY.toNanos()) {
      connectors.states().requireNoneFailed();
      statesAt = System.nanoTime();
    }
    return Optional.empty();
  }

  private List<String> texts() {
    return lines.stream().map(Line::text).toList();
  }

  /** One table: its rows, and since when they come. */
  private static final class Line {
    private final DemoCollection collection;
    private final ProgressBar bar;
    private long emptyAt = System.nanoTime();
    private long changedAt = emptyAt;
    private long rows;

    Line(DemoCollection collection, boolean unicode) {
      this.collection = collection;
      this.bar = new ProgressBar(collection.name(), collection.initialRows(), unicode);
    }

    void update(long now) {
      if (now == 0) {
        emptyAt = System.nanoTime();
      }
      if (now != rows) {
        rows = now;
        changedAt = System.nanoTime();
      }
    }

    boolean isComplete() {
      return rows == collection.initialRows();
    }

    /** The rate counts from the last look that found the table empty: never too fast. */
    String text() {
      long nanos = changedAt - emptyAt;
      long perSecond = rows == 0 || nanos <= 0 ? 0 : (long) (rows * 1e9 / nanos);
      return bar.at(rows, perSecond);
    }
  }
}
