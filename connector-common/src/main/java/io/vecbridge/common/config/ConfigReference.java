// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * The reference of a connector's options in Markdown, made from the definition that Connect
 * validates: a heading and a table per group, in the order of definition.
 *
 * <p>It stands in a page between two marker lines, so that a test can tell whether the page is up
 * to date, and renew it.
 *
 * @param definition the connector's options; internal ones are left out
 * @param required names of options that have to be set although the definition gives them a
 *     default, as Debezium's do
 */
public record ConfigReference(ConfigDef definition, Set<String> required) {
  /** The line before the reference. */
  public static final String BEGIN = "<!-- options: generated from the code, do not edit -->";

  /** The line behind the reference. */
  public static final String END = "<!-- options: end -->";

  private static final String REQUIRED = "required";
  private static final String NONE = "none";
  private static final String NO_GROUP = "Others";
  private static final String HEADER =
      """
      | Option | Type | Default | Importance | Meaning |
      |---|---|---|---|---|
      """;

  /** The reference of a definition that tells by itself what is required. */
  public static ConfigReference of(ConfigDef definition) {
    return new ConfigReference(definition, Set.of());
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
    for (ConfigKey key : definition.configKeys().values()) {
      if (!key.internalConfig) {
        String group = key.group == null ? NO_GROUP : key.group;
        groups.computeIfAbsent(group, name -> new ArrayList<>()).add(key);
      }
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
    if (!key.hasDefault() || required.contains(key.name)) {
      return REQUIRED;
    }
    if (key.type == ConfigDef.Type.PASSWORD) {
      return NONE;
    }
    String value = ConfigDef.convertToString(key.defaultValue, key.type);
    return value == null || value.isEmpty() ? NONE : "`" + cell(value) + "`";
  }

  private static String meaning(ConfigKey key) {
    String meaning = text(key.documentation == null ? "" : key.documentation.strip());
    return key.validator == null
        ? meaning
        : meaning + " Valid: `" + cell(key.validator.toString()) + "`.";
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
