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
   * Whether the process is there and holds its files and ports. One that has ended and wasn't
   * collected by its parent doesn't; one whose first thread has ended before the others does.
   */
  static boolean isAlive(long pid) {
    String state = field(pid, "State:");
    boolean ended = state.isEmpty() || state.startsWith("Z") || state.startsWith("X");
    return !ended || hasOtherThreads(pid);
  }

  private static boolean hasOtherThreads(long pid) {
    String threads = field(pid, "Threads:");
    return !threads.isEmpty() && Integer.parseInt(threads) > 1;
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
