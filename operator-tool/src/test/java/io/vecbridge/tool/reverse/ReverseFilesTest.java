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
  private static final ReverseConfig CONFIG_OF_BOTH =
      new ReverseConfig(
          Connector.ofFile(CONFIG.resolve("milvus-source.json")),
          Connector.ofFile(CONFIG.resolve("oceanbase-sink.json")),
          List.of());

  @TempDir private Path folder;

  @Test
  void whatIsMissingIsWrittenBesideAFileThatAnOperatorHasChanged() throws IOException {
    ReverseFiles files = new ReverseFiles(folder);
    Files.writeString(files.source(), "{}");

    assertThat(files.writeMissing(CONFIG_OF_BOTH)).containsExactly(files.sink());

    assertThat(files.source()).hasContent("{}");
    assertThat(Connector.ofFile(files.sink()).options()).isEqualTo(CONFIG_OF_BOTH.sink().options());
    assertThat(files.writeMissing(CONFIG_OF_BOTH)).isEmpty();
  }

  @Test
  void onlyTheirOwnerMayReadThemBecauseTheyHavePasswords() throws IOException {
    ReverseFiles files = new ReverseFiles(folder.resolve("switch-over"));

    files.write(CONFIG_OF_BOTH);
    files.write(CONFIG_OF_BOTH);

    assertThat(files.exist()).isTrue();
    for (Path file : List.of(files.source(), files.sink())) {
      assertThat(Files.getPosixFilePermissions(file))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
    assertThat(Connector.ofFile(files.source()).options())
        .isEqualTo(CONFIG_OF_BOTH.source().options());
    assertThat(folder.resolve("switch-over")).isDirectoryNotContaining("glob:**.tmp");
  }
}
