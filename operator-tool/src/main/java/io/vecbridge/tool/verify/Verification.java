// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.pair.ObjectPair;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** Compares all captured collections of a pair, some of them at a time. */
public final class Verification {
  private final ConnectorPair connectors;
  private final Settings settings;
  private final StateFile file;
  private final ProgressListener progress;

  /** Of a pair, with states that may be those of an interrupted run. */
  public Verification(
      ConnectorPair connectors, Settings settings, StateFile file, ProgressListener progress) {
    this.connectors = connectors;
    this.settings = settings;
    this.file = file;
    this.progress = progress;
  }

  /**
   * Compares the collections and tables whose source's name matches.
   *
   * @return one result for each, in the source's order
   * @throws ToolException if they can't be listed
   */
  public List<TableResult> run(Predicate<String> included) throws InterruptedException {
    List<ObjectPair> pairs = list().stream().filter(pair -> included.test(pair.source())).toList();
    progress.found(pairs);
    Pace pace = new Pace(settings.rowsPerSecond(), System::nanoTime, Sleeper.SYSTEM);
    ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
    try {
      List<Future<TableResult>> running = new ArrayList<>();
      for (ObjectPair pair : pairs) {
        TableVerification table =
            new TableVerification(connectors, pair, settings, file, pace, progress);
        running.add(threads.submit(table::run));
      }
      List<TableResult> results = new ArrayList<>();
      for (Future<TableResult> result : running) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<ObjectPair> list() throws InterruptedException {
    try {
      return connectors.objects();
    } catch (RequestException e) {
      throw new ToolException("The source's objects can't be listed: " + e.getMessage() + ".", e);
    } catch (SQLException e) {
      throw new ToolException(
          "The source's objects can't be listed: " + OceanBaseFailures.reason(e) + ".", e);
    }
  }
}
