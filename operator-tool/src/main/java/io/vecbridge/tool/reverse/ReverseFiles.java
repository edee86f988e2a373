// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.reverse;

import io.vecbridge.tool.config.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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
    PrivateFile.write(source(), config.source().file());
    PrivateFile.write(sink(), config.sink().file());
  }

  /** Writes the files that are not there, and returns them. */
  public List<Path> writeMissing(ReverseConfig config) {
    List<Path> missing = Stream.of(source(), sink()).filter(file -> !Files.exists(file)).toList();
    missing.forEach(
        file ->
            PrivateFile.write(
                file, (file.equals(source()) ? config.source() : config.sink()).file()));
    return missing;
  }
}
