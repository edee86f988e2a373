// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The connectors of a packaged checkout: of this one, and of another if {@code
 * -Dvecbridge.benchmark.old} names its folder. Each has a worker of its own.
 *
 * @param name without spaces
 * @param configurations those that ship
 */
record Build(String name, Path configurations, ConnectWorker worker, WorkerProcess process)
    implements AutoCloseable {
  private static final String[] MODULES = {
    "milvus-source-connector",
    "oceanbase-sink-connector",
    "oceanbase-source-connector",
    "milvus-sink-connector"
  };
  private static final Path CONFIG = Path.of("config");
  private static final int HEAP_MEGABYTES = 2048;

  /** A worker as the configurations of this checkout need it, with all of its connectors. */
  static WorkerSettings settings() {
    return settings("connect", MODULES);
  }

  /** This checkout, on the worker of a cluster. */
  static Build shipped(Cluster cluster) throws IOException {
    ConnectWorker worker = cluster.worker();
    return new Build("shipped", CONFIG, worker, new WorkerProcess(worker));
  }

  /**
   * The other checkout, on a worker that starts here.
   *
   * @return null if none is named
   */
  static Build old(Cluster cluster) throws IOException {
    String named = System.getProperty("vecbridge.benchmark.old", "");
    if (named.isEmpty()) {
      return null;
    }
    Path folder = Path.of(named).toAbsolutePath();
    String[] modules =
        Stream.of(MODULES).map(folder::resolve).map(Path::toString).toArray(String[]::new);
    ConnectWorker worker = cluster.startWorker(settings("old", modules));
    return new Build("old", folder.resolve("config"), worker, new WorkerProcess(worker));
  }

  private static WorkerSettings settings(String group, String... modules) {
    return WorkerSettings.withPlugins(modules)
        .group(group)
        .heapMegabytes(HEAP_MEGABYTES)
        .exactlyOnceSource()
        .withJmx();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
