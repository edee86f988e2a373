// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Runs contenders in turn, so that whatever else the machine does hits all of them: each round runs
 * each of them once, in an order that moves on by one. The first rounds are warm-up. A ratio is the
 * median of the ratios within the rounds.
 */
final class Contest {
  private static final int WARM_UP_ROUNDS = Integer.getInteger("vecbridge.benchmark.warmups", 2);
  private static final int ROUNDS = Integer.getInteger("vecbridge.benchmark.rounds", 7);

  private final Report report;
  private final String title;
  private final List<Contender> contenders;

  /**
   * @param title what all contenders do, with the dimension and the rows of a run
   */
  Contest(Report report, String title, List<Contender> contenders) {
    this.report = report;
    this.title = title;
    this.contenders = contenders;
  }

  void run(Target... targets) throws Exception {
    report.title(
        String.format(
            Locale.ROOT, "%s, %d warm-up rounds, %d rounds", title, WARM_UP_ROUNDS, ROUNDS));
    double[][] rates = new double[contenders.size()][ROUNDS];
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      for (int turn = 0; turn < contenders.size(); turn++) {
        int index = (turn + round + WARM_UP_ROUNDS) % contenders.size();
        double rate = contenders.get(index).run();
        if (round >= 0) {
          rates[index][round] = rate;
        }
      }
    }
    for (int index = 0; index < rates.length; index++) {
      report.rate(contenders.get(index).name(), Spread.of(rates[index]));
    }
    for (Target target : targets) {
      double[] ratios =
          IntStream.range(0, ROUNDS)
              .mapToDouble(
                  round -> rates[target.subject()][round] / rates[target.baseline()][round])
              .toArray();
      report.ratio(
          contenders.get(target.subject()).name(),
          contenders.get(target.baseline()).name(),
          Spread.of(ratios),
          target.ratio());
    }
  }

  /** The middle and the ends of some figures. */
  record Spread(double least, double median, double most) {
    static Spread of(double... figures) {
      double[] sorted = figures.clone();
      Arrays.sort(sorted);
      int middle = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
  }
}
