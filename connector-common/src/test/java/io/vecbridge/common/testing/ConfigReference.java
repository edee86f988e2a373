// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.config.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * The reference of a connector's options in Markdown, generated from what Connect validates: a
 * heading and a table per group, in the order of definition.
 *
 * <p>It is part of a page, between two marker lines, so that a test can check whether the page is
 * up to date, and update it.
 */
public record ConfigReference(Options options) {
  /** The line before the reference. */
  public static final String BEGIN = "<!-- options: generated from the code, do not edit -->";

  /** The line after the reference. */
  public static final String END = "<!-- options: end -->";

  private static final String REQUIRED = "required";
  private static final String NONE = "none";
  private static final String HEADER =
      """
      | Option | Type | Default | Importance | Meaning |
      |---|---|---|---|---|
      """;

  /**
   * Checks that a page has this reference, or updates it if the system property {@code docs.update}
   * is set.
   */
  public void assertIn(Path page) throws IOException {
    String text = Files.readString(page);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(page, replaceIn(text));
    } else {
      assertThat(text)
          .as("%s is out of date; update it with mvn test -Ddocs.update=true", page)
          .isEqualTo(replaceIn(text));
    }
  }

  /** The reference. */
  public String markdown() {
    StringBuilder page = new StringBuilder();
    groups()
        .forEach(
            (group, keys) -> {
              page.append("\n### ").append(group).append("\n\n").append(HEADER);
              keys.forEach(key -> page.append(row(key)).append('\n'));
            });
    return page.append('\n').toString();
  }

  /**
   * A page with this reference in the place of the one that it has.
   *
   * @throws IllegalArgumentException when the page lacks the marker lines
   */
  public String replaceIn(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "The page needs the lines \"" + BEGIN + "\" and \"" + END + "\", in this order");
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + markdown() + page.substring(end);
  }

  private Map<String, List<ConfigKey>> groups() {
    Map<String, List<ConfigKey>> groups = new LinkedHashMap<>();
    for (ConfigKey key : options.configDef().configKeys().values()) {
      groups.computeIfAbsent(key.group, name -> new ArrayList<>()).add(key);
    }
    return groups;
  }

  private String row(ConfigKey key) {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            key.name,
            key.type.name().toLowerCase(Locale.ROOT),
            defaultOf(key),
            key.importance.name().toLowerCase(Locale.ROOT),
            meaning(key));
  }

  private String defaultOf(ConfigKey key) {
    if (options.fields().fieldWithName(key.name).isRequired()) {
      return REQUIRED;
    }
    if (key.type == ConfigDef.Type.PASSWORD) {
      return NONE;
    }
    String value = ConfigDef.convertToString(key.defaultValue, key.type);
    return value == null || value.isEmpty() ? NONE : "`" + cell(value) + "`";
  }

  private String meaning(ConfigKey key) {
    String meaning = text(key.documentation.strip());
    Field field = options.fields().fieldWithName(key.name);
    if (field.recommender() instanceof Choice.Values choice) {
      return meaning + " Valid: `" + String.join(", ", choice.texts()) + "`.";
    }
    return field.validator() instanceof Field.RangeValidator range
        ? meaning + " Valid: `" + range + "`."
        : meaning;
  }

  /** Text whose angle brackets are shown, other than in code, where they are anyway. */
  private static String text(String text) {
    StringBuilder shown = new StringBuilder();
    boolean code = false;
    for (String part : cell(text).split("`", -1)) {
      shown.append(code ? "`" + part + "`" : part.replace("<", "&lt;"));
      code = !code;
    }
    return shown.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
  }
}
