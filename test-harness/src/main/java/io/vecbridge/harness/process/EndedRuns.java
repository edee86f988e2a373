// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Removes the data of runs whose JVM was killed before it could. Their logs stay. */
final class EndedRuns {
  private EndedRuns() {}

  /**
   * Cleans up.
   *
   * @param runs the folder of all runs, each of which is named {@code <time>-<process id>}
   */
  static void removeData(Path runs) {
    for (Path run : folders(runs)) {
      String name = run.getFileName().toString();
      if (!ProcFile.isAlive(Long.parseLong(name.substring(name.lastIndexOf('-') + 1)))) {
        folders(run).forEach(Folders::delete);
      }
    }
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
