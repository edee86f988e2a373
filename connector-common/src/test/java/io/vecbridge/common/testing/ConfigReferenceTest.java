// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.config.Options;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
  private enum Partitioning implements Choice {
    KEY,
    NONE
  }

  @Test
  void everyGroupIsATableInTheOrderOfDefinition() {
    Options options =
        Options.none()
            .with(
                "Z first",
                field("b.uri", Type.STRING, "Address.").required(),
                field("b.token", Type.PASSWORD, "Secret."))
            .with("A second", field("a.size", Type.INT, "Rows.").withDefault(500));
    assertThat(new ConfigReference(options).markdown())
        .isEqualTo(
            """

            ### Z first

            | Option | Type | Default | Importance | Meaning |
            |---|---|---|---|---|
            | `b.uri` | string | required | high | Address. |
            | `b.token` | password | none | high | Secret. |

            ### A second

            | Option | Type | Default | Importance | Meaning |
            |---|---|---|---|---|
            | `a.size` | int | `500` | high | Rows. |

            """);
  }

  @Test
  void validValuesFollowTheMeaning() {
    Options options =
        Options.none()
            .with(
                "G",
                Choice.option("mode", Partitioning.KEY)
                    .withImportance(Importance.LOW)
                    .withDescription("How to partition."),
                field("size", Type.INT, "Rows.")
                    .withDefault(5)
                    .withValidation(Field.RangeValidator.between(1, 9)));
    assertThat(new ConfigReference(options).markdown())
        .contains("| `mode` | string | `key` | low | How to partition. Valid: `key, none`. |")
        .contains("| `size` | int | `5` | high | Rows. Valid: `[1,...,9]`. |");
  }

  @Test
  void whatWouldBreakTheTableOrVanishIsEscaped() {
    assertThat(of(field("a", Type.LIST, "`<db>|x` is not\n  <db>, \"|\" is.")).markdown())
        .contains("| `a` | list | none | high | `<db>\\|x` is not &lt;db>, \"\\|\" is. |");
  }

  @Test
  void thePageKeepsWhatStandsAroundTheReference() {
    ConfigReference reference = of(field("a", Type.INT, "Number.").withDefault(1));
    String page =
        "# Title\n" + ConfigReference.BEGIN + "\nold\n" + ConfigReference.END + "\nMore\n";
    String renewed = reference.replaceIn(page);
    assertThat(renewed)
        .startsWith("# Title\n" + ConfigReference.BEGIN + "\n\n### G\n")
        .endsWith("| Number. |\n\n" + ConfigReference.END + "\nMore\n")
        .doesNotContain("old");
    assertThat(reference.replaceIn(renewed)).isEqualTo(renewed);
  }

  @Test
  void aPageWithoutMarkersIsAnError() {
    assertThatThrownBy(() -> new ConfigReference(Options.none()).replaceIn("# Title"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(ConfigReference.BEGIN);
  }

  private static ConfigReference of(Field field) {
    return new ConfigReference(Options.none().with("G", field));
  }

  private static Field field(String name, Type type, String description) {
    return Field.create(name)
        .withType(type)
        .withImportance(Importance.HIGH)
        .withDescription(description);
  }
}
