// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A whole copy by a script in Python, as a user would write one. */
final class ScriptCopy implements Contender {
  private static final Path SCRIPTS = Path.of("benchmarks", "src", "main", "python");

  private final Copy copy;
  private final String way;
  private long cpuNanos;
  private int runs;

  /**
   * @param way the last argument of the script
   */
  ScriptCopy(Copy copy, String way) {
    this.copy = copy;
    this.way = way;
  }

  @Override
  public String name() {
    return "script, " + way;
  }

  @Override
  public int rows() {
    return copy.rows().rows();
  }

  /** Of all runs, up to the last look at each. */
  @Override
  public long cpuNanos() {
    return cpuNanos;
  }

  /** Each of its runs is a process of its own. */
  @Override
  public boolean warmsUp() {
    return false;
  }

  @Override
  public double run() throws Exception {
    String target = way + copy.rows().dimension() + "_" + ++runs;
    return copy.run(() -> script(target), () -> {}, target, runs == 1 && !way.equals("digits"));
  }

  /** Runs the script to its end. */
  void script(String target) throws Exception {
    long before = cpuNanos;
    Path log = Path.of("benchmarks", "target", way + ".log");
    Process process =
        new ProcessBuilder(command(target))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      Optional<Duration> taken = process.toHandle().info().totalCpuDuration();
      taken.ifPresent(time -> cpuNanos = before + time.toNanos());
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("The script failed: see " + log);
    }
  }

  private List<String> command(String target) {
    URI server = URI.create(copy.cluster().oceanBase().jdbcUrl().substring("jdbc:".length()));
    CopiedRows rows = copy.rows();
    return List.of(
        System.getProperty("vecbridge.benchmark.python", "python3"),
        SCRIPTS.resolve(copy.isBack() ? "copy_back.py" : "copy_forward.py").toString(),
        copy.cluster().milvus().uri(),
        copy.isBack() ? target : rows.collection(),
        server.getHost(),
        Integer.toString(server.getPort()),
        copy.cluster().oceanBase().username(),
        copy.cluster().oceanBase().password(),
        Copy.DATABASE,
        copy.isBack() ? rows.collection() : target,
        Integer.toString(rows.dimension()),
        way);
  }
}
