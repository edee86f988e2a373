// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;

/**
 * What the servers of one run share: a folder for their data and logs, their ports, and the
 * installed programs.
 *
 * <p>The folder is {@code test-harness/target/servers/<time>-<process id>}; each server has its own
 * in it. Data goes when a server is closed, logs stay.
 */
public final class Workspace implements AutoCloseable {
  private final Path folder;
  private final Ports ports;
  private final Installation installation;
  private final Set<String> names = new HashSet<>();

  private Workspace(Path folder, Ports ports, Installation installation) {
    this.folder = folder;
    this.ports = ports;
    this.installation = installation;
  }

  /** A new, empty workspace. */
  public static Workspace create() {
    String run =
        DateTimeFormatter.ofPattern("MMdd-HHmmss-SSS").format(LocalDateTime.now())
            + "-"
            + ProcessHandle.current().pid();
    Path runs = Checkout.root().resolve("test-harness/target/servers");
    EndedRuns.removeData(runs);
    return new Workspace(runs.resolve(run), Ports.claim(), Installation.ofUser());
  }

  /** The folder of this run. */
  public Path folder() {
    return folder;
  }

  /** A free port of this run. */
  public int port() {
    return ports.next();
  }

  /** Where a server is installed; see {@link Installation#folder}. */
  public Path installed(String server) {
    return installation.folder(server);
  }

  /** Makes a folder for a server: {@code name}, or {@code name-2} and so on if that is taken. */
  public synchronized Path newFolder(String name) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "-" + i;
    }
    try {
      return Files.createDirectories(folder.resolve(free));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    ports.close();
  }
}
