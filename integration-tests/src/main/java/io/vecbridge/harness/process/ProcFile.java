// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel says about a process, by {@code /proc/<pid>/status}. */
final class ProcFile {
  private ProcFile() {}

  /**
   * Whether the process is there and runs; one that has ended and wasn't collected by its parent
   * doesn't.
   */
  static boolean isAlive(long pid) {
    String state = field(pid, "State:");
    return !state.isEmpty() && !state.startsWith("Z") && !state.startsWith("X");
  }

  /** The memory that the process holds, in bytes; 0 if it isn't there. */
  static long residentBytes(long pid) {
    String kilobytes = field(pid, "VmRSS:");
    return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes.replace("kB", "").strip()) * 1024;
  }

  private static String field(long pid, String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).strip())
          .findFirst()
          .orElse("");
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }
}
