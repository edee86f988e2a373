// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs contenders in turn, so that whatever else the machine does hits all of them: each round runs
 * each of them once, in an order that moves on by one. The first rounds are warm-up. A ratio is the
 * median of the ratios within the rounds.
 */
final class Contest {
  private final Report report;
  private final String title;
  private final int warmUpRounds;
  private final int rounds;
  private final List<Contender> contenders;

  /**
   * @param title what all contenders do, with the dimension and the rows of a run
   * @param warmUpRounds of those that warm up; {@code -Dvecbridge.benchmark.warmups} wins
   * @param rounds how many count; {@code -Dvecbridge.benchmark.rounds} wins
   */
  Contest(Report report, String title, int warmUpRounds, int rounds, List<Contender> contenders) {
    this.report = report;
    this.title = title;
    this.warmUpRounds = Integer.getInteger("vecbridge.benchmark.warmups", warmUpRounds);
    this.rounds = Integer.getInteger("vecbridge.benchmark.rounds", rounds);
    this.contenders = contenders;
  }

  void run(Target... targets) throws Exception {
    report.title(
        String.format(
            Locale.ROOT, "%s, %d warm-up rounds, %d rounds", title, warmUpRounds, rounds));
    double[][] rates = new double[contenders.size()][rounds];
    double[][] micros = new double[contenders.size()][rounds];
    List<Map<String, double[]>> others =
        Stream.generate(() -> (Map<String, double[]>) new TreeMap<String, double[]>())
            .limit(contenders.size())
            .toList();
    for (int round = -warmUpRounds; round < rounds; round++) {
      for (int turn = 0; turn < contenders.size(); turn++) {
        int index = (turn + round + warmUpRounds) % contenders.size();
        Contender contender = contenders.get(index);
        if (round < 0 && !contender.warmsUp()) {
          continue;
        }
        long began = contender.cpuNanos();
        Map<String, Double> before = contender.totals();
        double rate = contender.run();
        if (round >= 0) {
          rates[index][round] = rate;
          micros[index][round] = (contender.cpuNanos() - began) / 1e3 / contender.rows();
          for (Map.Entry<String, Double> total : contender.totals().entrySet()) {
            others.get(index).computeIfAbsent(total.getKey(), key -> new double[rounds])[round] =
                (total.getValue() - before.get(total.getKey())) / contender.rows();
          }
        }
      }
    }
    for (int index = 0; index < rates.length; index++) {
      report.rate(contenders.get(index).name(), Spread.of(rates[index]), Spread.of(micros[index]));
      others.get(index).forEach((what, each) -> report.perRow(what, Spread.of(each)));
    }
    for (Target target : targets) {
      double[] ratios =
          IntStream.range(0, rounds)
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
