// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import io.debezium.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a connector's configuration is checked, by {@code validate} and again at the start: each
 * option by itself, then rules over several options, then the system that the connector reads or
 * writes. Each step runs only if the one before found nothing, and reports all that it finds.
 *
 * @param rules checks options that are valid each by itself, without I/O
 * @param precheck connects to the system
 */
public record Validation(
    Options options,
    Function<Configuration, List<Finding>> rules,
    Function<Configuration, List<Finding>> precheck) {
  private static final Logger LOG = LoggerFactory.getLogger(Validation.class);

  /** Validates a configuration for Connect's REST interface. */
  public Config validate(Map<String, String> given) {
    Configuration config = options.read(given);
    Map<String, ConfigValue> values = config.validate(options.fields());
    if (values.values().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      options
          .fields()
          .forEach(
              field ->
                  values
                      .get(field.name())
                      .value(
                          ConfigDef.parseType(
                              field.name(), config.getString(field), field.type())));
      for (Finding finding : findTogether(config)) {
        values
            .computeIfAbsent(finding.key(), key -> connectOption(key, given))
            .addErrorMessage(finding.message());
      }
    }
    return new Config(new ArrayList<>(values.values()));
  }

  /**
   * Refuses a configuration that can't be run.
   *
   * @throws ConfigException with all findings but temporary ones, which the tasks wait out
   */
  public void require(Map<String, String> given) {
    Configuration config = options.read(given);
    List<Finding> findings = options.findings(config);
    refuse(findings.isEmpty() ? findTogether(config) : findings);
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

  private List<Finding> findTogether(Configuration config) {
    List<Finding> findings = rules.apply(config);
    return findings.isEmpty() ? precheck.apply(config) : findings;
  }

  /** An option of Connect itself, such as {@code errors.tolerance}. */
  private static ConfigValue connectOption(String key, Map<String, String> given) {
    ConfigValue value = new ConfigValue(key);
    value.value(given.get(key));
    return value;
  }
}
