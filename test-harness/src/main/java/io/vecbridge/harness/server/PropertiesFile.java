// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A properties file that a server reads. */
final class PropertiesFile {
  private PropertiesFile() {}

  static Path write(Path file, Properties properties) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    return file;
  }
}
