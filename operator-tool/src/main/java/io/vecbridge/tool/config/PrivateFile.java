// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that only their owner may read, because configurations of connectors have passwords. */
public final class PrivateFile {
  private PrivateFile() {}

  /** Replaces the file at once, so that an interrupted command leaves the old text or the new. */
  public static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path written = Files.createTempFile(folder, file.getFileName().toString(), ".tmp");
      Files.writeString(written, text);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ToolException("The file " + file + " can't be written: " + e.getMessage() + ".", e);
    }
  }
}
