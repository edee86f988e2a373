// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.rate.Backoff;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.pair.OpenedPair;
import io.vecbridge.tool.row.KeyRange;
import io.vecbridge.tool.row.MilvusPage;
import io.vecbridge.tool.row.MilvusScan;
import io.vecbridge.tool.row.MilvusSide;
import io.vecbridge.tool.verify.Settings.Mode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Compares one collection with its table. A server that is unavailable is waited for, and the
 * comparison continues after the last page that was compared.
 */
final class TableVerification {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int MOST_FAILURES = 20;
  private static final double NANOS = 1e9;

  private final ConnectorPair connectors;
  private final ObjectPair names;
  private final Settings settings;
  private final StateFile file;
  private final Pace pace;
  private final ProgressListener progress;
  private final TableState state;
  private boolean announced;

  TableVerification(
      ConnectorPair connectors,
      ObjectPair names,
      Settings settings,
      StateFile file,
      Pace pace,
      ProgressListener progress) {
    this.connectors = connectors;
    this.names = names;
    this.settings = settings;
    this.file = file;
    this.pace = pace;
    this.progress = progress;
    this.state = file.table(names.source());
  }

  /** Compares to the end; whatever fails is reported in the result. */
  TableResult run() throws InterruptedException {
    long began = System.nanoTime();
    String problem = names.problem() == null ? compareWithRetries() : names.problem();
    file.save();
    TableResult result =
        new TableResult(
            names,
            state.saved(),
            settings.scope().mode() == Mode.COUNTS,
            (System.nanoTime() - began) / NANOS,
            problem);
    progress.ended(result);
    return result;
  }

  private String compareWithRetries() throws InterruptedException {
    Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    int failures = 0;
    Object reached = state.after();
    while (true) {
      try {
        return state.isDone() ? null : compare();
      } catch (ToolException | ConnectException e) {
        return e.getMessage();
      } catch (RequestException e) {
        if (e.failure() != Failure.RETRY || ++failures > MOST_FAILURES) {
          return "A request failed: " + e.getMessage() + ".";
        }
      } catch (SQLException e) {
        if (OceanBaseFailures.classify(e) != Failure.RETRY || ++failures > MOST_FAILURES) {
          return "A statement failed: " + OceanBaseFailures.reason(e) + ".";
        }
      }
      if (state.after() != null && !state.after().equals(reached)) {
        reached = state.after();
        failures = 0;
      }
      Sleeper.SYSTEM.sleep(backoff.failed());
    }
  }

  /** Null at the end, or why it is not reached. */
  private String compare() throws SQLException, InterruptedException {
    boolean keysOnly =
        settings.scope().mode() != Mode.FULL && settings.scope().mode() != Mode.SAMPLE;
    try (OpenedPair pair = connectors.open(names, settings.scope().where(), true)) {
      KeyRange range = range(pair);
      if (settings.scope().mode() == Mode.COUNTS) {
        long milvus = pair.milvusKeys().count(range);
        long table = pair.table().count(range);
        state.finish(names.forward() ? milvus : table, names.forward() ? table : milvus);
        return null;
      }
      Sample sample = sample(pair, range);
      KeyComparison keys = new KeyComparison(pair, keysOnly, settings.showValues());
      Suspects suspects =
          new Suspects(keys::compare, settings, state, System::nanoTime, Sleeper.SYSTEM);
      suspects.add(state.suspects());
      if (!state.isScanned()) {
        scan(pair, range, suspects, sample);
      }
      suspects.settle();
      if (suspects.isEnough()) {
        return "Stopped after "
            + state.differences()
            + " differences, the limit of --max-differences.";
      }
      state.finish();
      return null;
    }
  }

  private void scan(OpenedPair pair, KeyRange range, Suspects suspects, Sample sample)
      throws SQLException, InterruptedException {
    MilvusSide side = settings.scope().mode() == Mode.FULL ? pair.milvus() : pair.milvusKeys();
    try (MilvusScan scan = side.scan(range, state.after())) {
      Optional<MilvusPage> page = scan.next();
      while (page.isPresent() && !suspects.isEnough()) {
        step(pair, range, suspects, sample, page.get());
        pace.read(page.get().rows());
        page = scan.next();
      }
      if (page.isEmpty()) {
        PageComparison end = new PageComparison(pair, range, settings.scope().mode());
        end.end(state.after());
        state.advanceToEnd(end.step(null, 0, 0), end.suspects());
        suspects.add(end.suspects());
      }
    }
  }

  private void step(
      OpenedPair pair, KeyRange range, Suspects suspects, Sample sample, MilvusPage page)
      throws SQLException, InterruptedException {
    PageComparison comparison = new PageComparison(pair, range, settings.scope().mode());
    comparison.page(page, state.after());
    Set<Object> suspected = new LinkedHashSet<>(comparison.suspects());
    List<Object> sampled = sample.of(page);
    suspected.addAll(sampled);
    Object last = page.row(page.rows() - 1).key();
    state.advance(comparison.step(last, page.rows(), sampled.size()), suspected);
    suspects.add(suspected);
    suspects.recheckDue();
    progress.compared(names, state.rows());
    file.saveSometimes();
  }

  private KeyRange range(OpenedPair pair) {
    try {
      return KeyRange.of(
          settings.scope().from(), settings.scope().to(), pair.milvus().hasNumberKeys());
    } catch (NumberFormatException e) {
      throw new ToolException(
          "The keys of " + names.source() + " are numbers, but --from or --to is not.", e);
    }
  }

  private Sample sample(OpenedPair pair, KeyRange range) throws InterruptedException {
    long rows = pair.milvusKeys().count(range);
    if (!announced) {
      announced = true;
      progress.began(names, rows, state.rows());
    }
    return new Sample(settings.scope().mode() == Mode.SAMPLE ? settings.scope().sample() : 0, rows);
  }
}
