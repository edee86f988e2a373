// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.config.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReverseFilesTest {
  private static final Path CONFIG = Path.of("..", "config");

  @TempDir private Path folder;

  @Test
  void onlyTheirOwnerMayReadThemBecauseTheyHavePasswords() throws IOException {
    ReverseFiles files = new ReverseFiles(folder.resolve("switch-over"));
    ReverseConfig config =
        new ReverseConfig(
            Connector.ofFile(CONFIG.resolve("milvus-source.json")),
            Connector.ofFile(CONFIG.resolve("oceanbase-sink.json")),
            List.of());

    files.write(config);
    files.write(config);

    assertThat(files.exist()).isTrue();
    for (Path file : List.of(files.source(), files.sink())) {
      assertThat(Files.getPosixFilePermissions(file))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
    assertThat(Connector.ofFile(files.source()).options()).isEqualTo(config.source().options());
    assertThat(folder.resolve("switch-over")).isDirectoryNotContaining("glob:**.tmp");
  }
}
