// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.verify.TableResult;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for each collection that is compared, and one for all. */
final class ProgressBars implements ProgressDisplay {
  private static final int LONGEST_NAME = 30;
  private static final int INTERVAL_MILLIS = 250;

  private final Map<ObjectPair, ProgressBar> bars = new HashMap<>();
  private final Map<ObjectPair, Long> rows = new HashMap<>();
  private ProgressBar total;
  private int all;
  private int ended;

  @Override
  public synchronized void found(List<ObjectPair> pairs) {
    all = pairs.size();
    total = bar("all", 0);
    show();
  }

  @Override
  public synchronized void began(ObjectPair pair, long expected, long compared) {
    total.maxHint(total.getMax() + expected);
    total.stepBy(compared);
    rows.put(pair, compared);
    bars.put(pair, bar(shortened(pair.source()), expected).stepTo(compared));
  }

  @Override
  public synchronized void compared(ObjectPair pair, long now) {
    total.stepBy(now - rows.getOrDefault(pair, 0L));
    rows.put(pair, now);
    bars.get(pair).stepTo(now);
  }

  @Override
  public synchronized void ended(TableResult result) {
    ended++;
    show();
    ProgressBar bar = bars.remove(result.names());
    if (bar != null) {
      bar.close();
    }
  }

  @Override
  public synchronized void close() {
    bars.values().forEach(ProgressBar::close);
    bars.clear();
    if (total != null) {
      total.close();
      total = null;
    }
  }

  private void show() {
    total.setExtraMessage(" " + ended + " of " + all);
  }

  private static ProgressBar bar(String name, long max) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(max)
        .setUpdateIntervalMillis(INTERVAL_MILLIS)
        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
        .setUnit(" rows", 1)
        .showSpeed()
        .setSpeedUnit(ChronoUnit.SECONDS)
        .build();
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : ".." + name.substring(name.length() - LONGEST_NAME + 2);
  }
}
