// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server's process, which never outlives this JVM.
 *
 * <p>The guarantee holds however the JVM ends, by SIGKILL too: a small shell leads the server's
 * process group and reads from a pipe whose other end only this JVM holds. When the pipe breaks,
 * the shell kills the group. (The kernel's own death signal follows the thread that started the
 * process, not the JVM.) The same pipe carries the signals that are meant for the server alone.
 */
public final class ServerProcess {
  private static final String SHELL =
      """
      exec 3<&0 </dev/null
      "$@" 3<&- &
      server=$!
      { while read -r signal; do kill -s "$signal" "$server"; done; kill -s KILL 0; } <&3 &
      exec 3<&-
      wait "$server"
      echo "exited with status $?"
      kill -s KILL 0
      """;
  private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);

  private final Process shell;

  private ServerProcess(Process shell) {
    this.shell = shell;
  }

  /**
   * Starts a server in a process group of its own.
   *
   * @param environment the whole environment of the server but for {@code PATH} and {@code LANG}
   * @param log where its output is appended
   */
  public static ServerProcess start(
      List<String> command, Map<String, String> environment, Path folder, Path log) {
    List<String> line = new ArrayList<>(List.of("setsid", "sh", "-c", SHELL, command.get(0)));
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
    builder.environment().putAll(environment);
    try {
      return new ServerProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("Can't start " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  /** Whether the server, or a process that it started, lives. */
  public boolean isAlive() {
    return shell.isAlive();
  }

  /** Asks the server to end (SIGTERM); what is left after the time is killed. */
  public void stop(Duration within) {
    signal("TERM");
    if (!ended(within)) {
      kill();
    }
  }

  /** Kills the server and all that it started (SIGKILL) and returns when they are gone. */
  public void kill() {
    List<Long> all = descendants();
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      shell.destroyForcibly();
    }
    Await.until(
        "process group " + shell.pid() + " is gone after SIGKILL",
        KILLED_WITHIN,
        () -> !shell.isAlive() && all.stream().noneMatch(ProcFile::isAlive));
  }

  /** Waits until the process has ended by itself; kills it after the time. */
  public void awaitEnd(Duration within) {
    if (!ended(within)) {
      kill();
    }
  }

  /**
   * Sends a signal to the server alone, e.g. {@code STOP} and {@code CONT} to let it hang for a
   * while.
   */
  public void signal(String name) {
    try {
      OutputStream pipe = shell.getOutputStream();
      pipe.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      if (isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The memory that the server and all that it started hold now, in bytes; 0 without them. */
  public long residentBytes() {
    return descendants().stream().mapToLong(ProcFile::residentBytes).sum();
  }

  /** The processor's time that the server and all that it started have taken. */
  public Duration cpuTime() {
    try (Stream<ProcessHandle> all = shell.descendants()) {
      return all.flatMap(process -> process.info().totalCpuDuration().stream())
          .reduce(Duration.ZERO, Duration::plus);
    }
  }

  private List<Long> descendants() {
    try (Stream<ProcessHandle> all = shell.descendants()) {
      return all.map(ProcessHandle::pid).toList();
    }
  }

  private boolean ended(Duration within) {
    try {
      return shell.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !isAlive();
    }
  }
}
