// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** The shipped alerts, and their tests for promtool. */
public final class Alerts {
  static final Path FOLDER = Path.of("../config/monitoring");
  static final String TESTS = "prometheus-alerts-test.yml";
  private static final String RULES = "prometheus-alerts.yml";

  private Alerts() {}

  /** The metrics that they are about. */
  public static Set<String> metrics() throws IOException {
    Set<String> metrics = new TreeSet<>();
    rules().forEach(rule -> metrics.addAll(Scrape.metricsIn((String) rule.get("expr"))));
    return metrics;
  }

  /** The alerts. */
  public static List<Map<String, Object>> rules() throws IOException {
    return list(list(yaml(RULES), "groups").get(0), "rules");
  }

  /** Their tests. */
  static List<Map<String, Object>> tests() throws IOException {
    return list(yaml(TESTS), "tests");
  }

  private static Map<String, Object> yaml(String file) throws IOException {
    return new Yaml().load(Files.readString(FOLDER.resolve(file)));
  }

  @SuppressWarnings("unchecked") // as the files are
  static List<Map<String, Object>> list(Map<String, Object> map, String key) {
    return (List<Map<String, Object>>) map.get(key);
  }
}
