// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import io.vecbridge.common.testing.ConfigReference;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {
  @Test
  void theDocumentationHasEveryOption() throws IOException {
    new ConfigReference(MilvusSinkConfig.OPTIONS)
        .assertIn(Path.of("..", "docs", "milvus-sink-connector.md"));
  }
}
