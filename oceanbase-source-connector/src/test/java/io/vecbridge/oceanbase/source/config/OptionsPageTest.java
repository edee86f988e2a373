// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Field;
import io.vecbridge.common.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "oceanbase-source-connector.md");

  @Test
  void theDocumentationHasEveryOption() throws IOException {
    ConfigReference reference =
        new ConfigReference(
            OceanBaseSourceConfig.configDef(),
            OceanBaseSourceConfig.ALL_FIELDS.filtered(Field::isRequired).allFieldNames());
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
