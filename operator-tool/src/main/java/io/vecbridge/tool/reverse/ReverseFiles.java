// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.reverse;

import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the two connectors of the way back. */
public final class ReverseFiles {
  private final Path folder;

  /** In a folder. */
  public ReverseFiles(Path folder) {
    this.folder = folder;
  }

  /** The file of the OceanBase source. */
  public Path source() {
    return folder.resolve("oceanbase-source.json");
  }

  /** The file of the Milvus sink. */
  public Path sink() {
    return folder.resolve("milvus-sink.json");
  }

  /** Whether both files are there. */
  public boolean exist() {
    return Files.exists(source()) && Files.exists(sink());
  }

  /** Writes both files. */
  public void write(ReverseConfig config) {
    write(source(), config.source());
    write(sink(), config.sink());
  }

  private void write(Path file, Connector connector) {
    try {
      Files.createDirectories(folder);
      Files.writeString(file, connector.file());
    } catch (IOException e) {
      throw new ToolException("The file " + file + " can't be written: " + e.getMessage() + ".", e);
    }
  }
}
