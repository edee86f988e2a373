// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
  @Test
  void everyGroupIsATableInTheOrderOfDefinition() {
    ConfigDef definition = new ConfigDef();
    define(definition, "b.uri", Type.STRING, ConfigDef.NO_DEFAULT_VALUE, "Address.", "Z first");
    define(definition, "b.token", Type.PASSWORD, "", "Secret.", "Z first");
    define(definition, "a.size", Type.INT, 500, "Rows.", "A second");
    assertThat(ConfigReference.of(definition).markdown())
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
    ConfigDef definition =
        new ConfigDef()
            .define(
                "mode",
                Type.STRING,
                "key",
                ConfigDef.ValidString.in("key", "none"),
                Importance.LOW,
                "How to partition.");
    assertThat(ConfigReference.of(definition).markdown())
        .contains("### Others")
        .contains("| `mode` | string | `key` | low | How to partition. Valid: `[key, none]`. |");
  }

  @Test
  void whatWouldBreakTheTableOrVanishIsEscaped() {
    ConfigDef definition = new ConfigDef();
    define(definition, "a", Type.LIST, "", "`<db>|x` is not\n  <db>, \"|\" is.", "G");
    assertThat(ConfigReference.of(definition).markdown())
        .contains("| `a` | list | none | high | `<db>\\|x` is not &lt;db>, \"\\|\" is. |");
  }

  @Test
  void optionsThatDebeziumRequiresAreMarked() {
    ConfigDef definition = new ConfigDef();
    define(definition, "a", Type.STRING, null, "Text.", "G");
    assertThat(new ConfigReference(definition, Set.of("a")).markdown())
        .contains("| `a` | string | required |");
  }

  @Test
  void internalOptionsAreLeftOut() {
    ConfigDef definition = new ConfigDef().defineInternal("hidden", Type.INT, 1, Importance.LOW);
    assertThat(ConfigReference.of(definition).markdown()).doesNotContain("hidden");
  }

  @Test
  void thePageKeepsWhatStandsAroundTheReference() {
    ConfigDef definition = new ConfigDef();
    define(definition, "a", Type.INT, 1, "Number.", "G");
    ConfigReference reference = ConfigReference.of(definition);
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
    assertThatThrownBy(() -> ConfigReference.of(new ConfigDef()).replaceIn("# Title"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(ConfigReference.BEGIN);
  }

  private static void define(
      ConfigDef definition,
      String name,
      Type type,
      Object defaultValue,
      String documentation,
      String group) {
    definition.define(
        name,
        type,
        defaultValue,
        null,
        Importance.HIGH,
        documentation,
        group,
        1,
        Width.SHORT,
        name);
  }
}
