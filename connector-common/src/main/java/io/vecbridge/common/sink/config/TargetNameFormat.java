// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.sink.event.SourceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * Names the target of a source's table.
 *
 * @param format with {@code ${database}}, {@code ${collection}}, {@code ${table}}, {@code ${topic}}
 * @param mappings targets by {@code <database>.<collection>} or by topic, which take precedence
 */
public record TargetNameFormat(String format, Map<String, String> mappings) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  /** The option with the format; its description is the target's own. */
  public static Field formatOption(String name, String defaultValue) {
    return Field.create(name)
        .withImportance(Importance.HIGH)
        .withDefault(defaultValue)
        .withValidation(TargetNameFormat::validateFormat);
  }

  /**
   * The option with the mappings; its description is the target's own.
   *
   * @param form how a mapping is written; whether its target has a database shows in it
   */
  public static Field mappingsOption(String name, String form) {
    return Field.create(name)
        .withType(Type.LIST)
        .withImportance(Importance.MEDIUM)
        .withDefault("")
        .withValidation((config, field, problems) -> validate(config, field, form, problems));
  }

  /**
   * The option with a file of mappings, which takes the place of the option with mappings; its
   * description is the target's own.
   */
  public static Field mappingsFileOption(String name, Field mappings) {
    return Field.create(name)
        .withType(Type.STRING)
        .withImportance(Importance.LOW)
        .withValidation((config, field, problems) -> validate(config, field, mappings, problems));
  }

  /**
   * Reads the three options.
   *
   * @throws ConfigException if the file can't be read
   */
  public static TargetNameFormat of(
      Configuration config, Field format, Field mappings, Field mappingsFile) {
    Map<String, String> targets = new LinkedHashMap<>();
    String file = config.getString(mappingsFile);
    if (file != null && !file.isBlank()) {
      MappingFile read = MappingFile.read(file);
      if (!read.problems().isEmpty()) {
        throw new ConfigException(mappingsFile.name(), file, String.join(" ", read.problems()));
      }
      targets.putAll(read.targets());
    }
    for (String mapping : Options.list(config, mappings)) {
      targets.put(from(mapping), to(mapping));
    }
    return new TargetNameFormat(config.getString(format), targets);
  }

  /** The target that a mapping names, or null. */
  public String mapped(SourceName source) {
    String mapped = mappings.get(source.database() + "." + source.collection());
    return mapped == null ? mappings.get(source.topic()) : mapped;
  }

  private static int validateFormat(
      Configuration config, Field field, Field.ValidationOutput problems) {
    String format = config.getString(field);
    if (format.isBlank() || format.startsWith(".") || format.endsWith(".")) {
      problems.accept(field, format, "It must name a target, after its database if it has one.");
      return 1;
    }
    int count = 0;
    Matcher matcher = PLACEHOLDER.matcher(format);
    while (matcher.find()) {
      switch (matcher.group(1)) {
        case "database", "collection", "table", "topic" -> {}
        default -> {
          count++;
          problems.accept(
              field,
              format,
              "There is no placeholder "
                  + matcher.group()
                  + ". The placeholders are: ${database}, ${collection}, ${table}, ${topic}.");
        }
      }
    }
    return count;
  }

  private static int validate(
      Configuration config, Field field, String form, Field.ValidationOutput problems) {
    boolean qualified = to(form).contains(".");
    Map<String, String> targets = new LinkedHashMap<>();
    int count = 0;
    for (String mapping : Options.list(config, field)) {
      String to = to(mapping);
      int stop = to.indexOf('.');
      if (mapping.indexOf(':') <= 0
          || to.isEmpty()
          || (qualified && (stop <= 0 || stop == to.length() - 1))) {
        problems.accept(field, mapping, "'" + mapping + "' is not of the form " + form + ".");
        count++;
      } else if (targets.put(from(mapping), to) != null) {
        problems.accept(field, mapping, "'" + from(mapping) + "' is mapped twice.");
        count++;
      }
    }
    return count;
  }

  private static int validate(
      Configuration config, Field field, Field mappings, Field.ValidationOutput problems) {
    String file = config.getString(field);
    if (file == null || file.isBlank()) {
      return 0;
    }
    if (!Options.list(config, mappings).isEmpty()) {
      problems.accept(field, file, "Set " + mappings + " or " + field + ", not both.");
      return 1;
    }
    List<String> wrong = MappingFile.read(file).problems();
    wrong.forEach(problem -> problems.accept(field, file, problem));
    return wrong.size();
  }

  private static String from(String mapping) {
    return mapping.substring(0, Math.max(0, mapping.indexOf(':'))).strip();
  }

  private static String to(String mapping) {
    return mapping.substring(mapping.indexOf(':') + 1).strip();
  }
}
