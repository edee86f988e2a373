// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.process.Folders;
import io.vecbridge.harness.process.ServerProcess;
import io.vecbridge.harness.process.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that is a process of this machine: the life cycle that all of them share. */
abstract class ProcessServer implements Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final Duration READY_WITHIN = Duration.ofSeconds(120);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

  private final Path folder;
  private final Path log;
  private ServerProcess process;
  private boolean prepared;

  ProcessServer(Workspace workspace, String name) {
    this.folder = workspace.newFolder(name);
    this.log = folder.resolveSibling(folder.getFileName() + ".log");
  }

  /** Writes the configuration and what else the server needs before its first start. */
  abstract void prepare(Path home) throws IOException;

  abstract List<String> command();

  Map<String, String> environment() {
    return Map.of();
  }

  /** One quick look whether the server serves; a failure means "not yet". */
  abstract boolean answers() throws Exception;

  @Override
  public final String name() {
    return folder.getFileName().toString();
  }

  /** The server's own folder, which is deleted when it is closed. */
  final Path home() {
    return folder;
  }

  @Override
  public final Path log() {
    return log;
  }

  @Override
  public final synchronized void start() {
    if (isRunning()) {
      return;
    }
    long began = System.nanoTime();
    try {
      if (!prepared) {
        prepare(folder);
        prepared = true;
      }
    } catch (IOException e) {
      throw new IllegalStateException("Can't prepare " + name() + ": " + e.getMessage(), e);
    }
    process = ServerProcess.start(command(), environment(), folder, log);
    try {
      Await.until(name() + " answers", READY_WITHIN, this::answersOrHasEnded);
    } catch (IllegalStateException | Await.Impossible e) {
      process.kill();
      String end = "\nThe end of " + log + ":\n" + Folders.lastLines(log, 20);
      throw new IllegalStateException(e.getMessage() + end, e);
    }
    LOG.info(
        "{} answers after {} ms", name(), Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  private boolean answersOrHasEnded() throws Exception {
    if (!process.isAlive()) {
      throw new Await.Impossible(name() + " ended while starting");
    }
    return answers();
  }

  @Override
  public final synchronized void stop() {
    if (isRunning()) {
      process.stop(STOPS_WITHIN);
    }
  }

  @Override
  public final synchronized void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public final synchronized void pause() {
    process.signal("STOP");
  }

  @Override
  public final synchronized void resume() {
    process.signal("CONT");
  }

  @Override
  public final synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  @Override
  public final synchronized long residentBytes() {
    return process == null ? 0 : process.residentBytes();
  }

  @Override
  public final synchronized Duration cpuTime() {
    return process == null ? Duration.ZERO : process.cpuTime();
  }

  @Override
  public final synchronized void close() {
    kill();
    Folders.delete(folder);
  }
}
