// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.config.ConfigReference;
import io.vecbridge.milvus.sink.MilvusSinkConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "milvus-sink-connector.md");

  @Test
  void theDocumentationHasEveryOption() throws IOException {
    ConfigReference reference = ConfigReference.of(new MilvusSinkConnector().config());
    String page = Files.readString(PAGE);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, reference.replaceIn(page));
    } else {
      assertThat(page)
          .as("%s is out of date; renew it with mvn test -Ddocs.update=true", PAGE)
          .isEqualTo(reference.replaceIn(page));
    }
  }
}
