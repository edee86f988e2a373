// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a connector's configuration is checked, by {@code validate} and again at the start: each
 * option by itself, then rules over several options, then the system that the connector reads or
 * writes. All that is wrong is reported at once: an option that is invalid by itself counts as left
 * out in the other steps, and the system is asked unless an option of its connection, or the list
 * of the checks to skip, is wrong.
 *
 * @param connection the options that the connection needs
 * @param rules checks options that are valid each by itself, without I/O
 * @param precheck connects to the system
 */
public record Validation(
    Options options,
    Field.Set connection,
    Function<Configuration, List<Finding>> rules,
    Function<Configuration, List<Finding>> precheck) {
  private static final Logger LOG = LoggerFactory.getLogger(Validation.class);

  /** Validates a configuration for Connect's REST interface. */
  public Config validate(Map<String, String> given) {
    Configuration config = options.read(given);
    Map<String, ConfigValue> values = config.validate(options.fields());
    Set<String> invalid = new HashSet<>();
    for (Field field : options.fields()) {
      ConfigValue value = values.get(field.name());
      if (value.errorMessages().isEmpty()) {
        value.value(ConfigDef.parseType(field.name(), config.getString(field), field.type()));
      } else {
        invalid.add(field.name());
      }
    }
    for (Finding finding : findTogether(given, invalid)) {
      values
          .computeIfAbsent(finding.key(), key -> connectOption(key, given))
          .addErrorMessage(finding.message());
    }
    return new Config(new ArrayList<>(values.values()));
  }

  /**
   * Refuses a configuration that can't be run.
   *
   * @throws ConfigException with all findings but temporary ones, which the tasks wait out
   */
  public void require(Map<String, String> given) {
    List<Finding> findings = new ArrayList<>(options.findings(options.read(given)));
    Set<String> invalid = findings.stream().map(Finding::key).collect(Collectors.toSet());
    findings.addAll(findTogether(given, invalid));
    refuse(findings);
  }

  /**
   * Refuses a configuration with findings; temporary ones are logged only.
   *
   * @throws ConfigException with all other findings
   */
  public static void refuse(List<Finding> findings) {
    String permanent =
        findings.stream()
            .filter(finding -> !finding.temporary())
            .map(Finding::toString)
            .collect(Collectors.joining("\n"));
    if (!permanent.isEmpty()) {
      throw new ConfigException(permanent);
    }
    findings.forEach(finding -> LOG.warn("Starting in spite of {}", finding));
  }

  private List<Finding> findTogether(Map<String, String> given, Set<String> invalid) {
    Map<String, String> sound = new HashMap<>(given);
    sound.keySet().removeAll(invalid);
    Configuration config = options.read(sound);
    if (!options.findings(config).isEmpty()) {
      // A required option is missing.
      return List.of();
    }
    List<Finding> findings = new ArrayList<>(rules.apply(config));
    Set<String> wrong = findings.stream().map(Finding::key).collect(Collectors.toSet());
    wrong.addAll(invalid);
    // Without a valid list of the checks to skip, a check that is to be skipped could run.
    if (!wrong.contains(Prechecks.SKIP)
        && Stream.of(connection.asArray()).noneMatch(field -> wrong.contains(field.name()))) {
      findings.addAll(precheck.apply(config));
    }
    // What an option's default leads to is no finding about the option.
    findings.removeIf(finding -> invalid.contains(finding.key()));
    return findings;
  }

  /** An option of Connect itself, such as {@code errors.tolerance}. */
  private static ConfigValue connectOption(String key, Map<String, String> given) {
    ConfigValue value = new ConfigValue(key);
    value.value(given.get(key));
    return value;
  }
}
