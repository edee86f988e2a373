// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Both sides in one line, second by second: the rows of each collection and of its table, and a
 * value that changes.
 */
final class SideBySide {
  private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(60);
  private static final String PAIR = "%10s%11s";

  private final Glance milvus;
  private final Tables oceanBase;
  private final List<DemoCollection> collections;

  SideBySide(Glance milvus, Tables oceanBase, List<DemoCollection> collections) {
    this.milvus = milvus;
    this.oceanBase = oceanBase;
    this.collections = collections;
  }

  /** Shows both sides second by second while rows change, until all changes are visible. */
  void watch(Screen screen, int seconds, Pace changes, DelayProbe probe)
      throws SQLException, InterruptedException {
    titles().forEach(line -> screen.line(screen.dim(line)));
    probe.start();
    changes.start();
    long began = System.nanoTime();
    for (int second = 1; second <= seconds; second++) {
      long next = began + Duration.ofSeconds(second).toNanos();
      Await.until("a second passes", Duration.ofSeconds(60), () -> System.nanoTime() >= next);
      screen.line(look(second));
    }
    changes.stop();
    probe.awaitAll(CAUGHT_UP_WITHIN);
  }

  private List<String> titles() {
    StringBuilder names = new StringBuilder("      ");
    StringBuilder sides = new StringBuilder("second");
    for (DemoCollection collection : collections) {
      names.append(String.format("%21s", collection.name() + ", rows"));
      sides.append(PAIR.formatted("Milvus", "OceanBase"));
    }
    DemoCollection first = collections.get(0);
    names.append(String.format("%21s", "price of " + first.key(LiveChanges.WATCHED)));
    sides.append(PAIR.formatted("Milvus", "OceanBase"));
    return List.of(names.toString(), sides.toString());
  }

  /** Both sides as they are now. */
  private String look(int second) throws SQLException {
    DemoCollection first = collections.get(0);
    Object key = first.key(LiveChanges.WATCHED);
    List<String> left = new ArrayList<>();
    List<String> right = new ArrayList<>();
    for (DemoCollection collection : collections) {
      left.add(Screen.count(milvus.count(collection)));
      right.add(Screen.count(oceanBase.count(collection)));
    }
    left.add(price(milvus.floatOf(first, "price", key).orElse(null)));
    right.add(price(oceanBase.floatOf(first, "price", key).orElse(null)));
    StringBuilder line = new StringBuilder(String.format("%6d", second));
    for (int i = 0; i < left.size(); i++) {
      line.append(PAIR.formatted(left.get(i), right.get(i)));
    }
    return line.toString();
  }

  private static String price(Float value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }
}
