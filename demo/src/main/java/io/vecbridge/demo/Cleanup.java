// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Leaves nothing behind, however the demo ends, also by Ctrl-C in the middle of a start: no process
 * and no data. Logs stay if they are worth reading.
 */
final class Cleanup {
  private static final Path RUNS = Path.of("test-harness/target/servers");
  private static final long KILLED_WITHIN_SECONDS = 10;

  private final Screen screen;
  private volatile boolean started;
  private volatile boolean ended;
  private volatile boolean keepLogs;

  Cleanup(Screen screen) {
    this.screen = screen;
  }

  /** Runs when this JVM ends. */
  void atExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::run, "cleanup"));
  }

  /** Says that the demo has come to its end by itself. */
  void ended(boolean logsAreWorthReading) {
    keepLogs = logsAreWorthReading;
    ended = true;
  }

  /** Whether the JVM is ending: failures are no news from now on. */
  boolean hasStarted() {
    return started;
  }

  /** The folder of this run's servers and their logs, if there is one by now. */
  static List<Path> folders() {
    String suffix = "-" + ProcessHandle.current().pid();
    if (!Files.isDirectory(RUNS)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(RUNS)) {
      return all.filter(path -> path.getFileName().toString().endsWith(suffix)).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void run() {
    started = true;
    CompletableFuture<?>[] ends =
        ProcessHandle.current()
            .descendants()
            .map(
                process -> {
                  process.destroyForcibly();
                  return process.onExit();
                })
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(KILLED_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      // The servers' own guard kills them once this JVM is gone.
    }
    folders().forEach(this::delete);
    if (!ended) {
      screen.gap();
      screen.say("Stopped. All servers are gone, and their data too.");
    }
  }

  private void delete(Path folder) {
    if (!keepLogs) {
      Folders.delete(folder);
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(Files::isDirectory).forEach(Folders::delete);
    } catch (IOException e) {
      // What is left lies in the build's own folder.
    }
  }
}
