// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
  private static final long PROMTOOL_SECONDS = 120;

  @Test
  void everyAlertFiresInItsScenarioAndNotBesideIt() throws Exception {
    Path promtool = Prometheus.folderOrSkip().resolve("promtool");
    Process process =
        new ProcessBuilder(promtool.toString(), "test", "rules", Alerts.TESTS)
            .directory(Alerts.FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PROMTOOL_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  @Test
  void everyAlertHasATestInWhichItFiresAndOneInWhichItDoesNot() throws Exception {
    Set<String> firing = new TreeSet<>();
    Set<String> quiet = new TreeSet<>();
    for (Map<String, Object> test : Alerts.tests()) {
      for (Map<String, Object> alert : Alerts.list(test, "alert_rule_test")) {
        (Alerts.list(alert, "exp_alerts").isEmpty() ? quiet : firing)
            .add((String) alert.get("alertname"));
      }
    }
    Set<String> alerts =
        Alerts.rules().stream().map(rule -> (String) rule.get("alert")).collect(Collectors.toSet());
    assertThat(firing).containsExactlyInAnyOrderElementsOf(alerts);
    assertThat(quiet).containsExactlyInAnyOrderElementsOf(alerts);
  }

  @Test
  void theAlertsAndTheirTestsUseMetricsThatTheBeansHave() throws Exception {
    try (WorkerBeans beans = new WorkerBeans()) {
      Scrape scrape = beans.scrape();
      for (Map<String, Object> rule : Alerts.rules()) {
        assertThat(scrape.names())
            .as("the metrics of %s", rule.get("alert"))
            .containsAll(Scrape.metricsIn((String) rule.get("expr")));
      }
      for (Map<String, Object> test : Alerts.tests()) {
        for (Map<String, Object> input : Alerts.list(test, "input_series")) {
          String series = (String) input.get("series");
          String metric = Scrape.metricsIn(series).iterator().next();
          assertThat(Scrape.labelsIn(series)).as(series).isEqualTo(scrape.labels(metric));
        }
      }
    }
  }

  /** The page says what to do about each. */
  @Test
  void everyAlertIsDocumented() throws Exception {
    String page = Files.readString(Path.of("../docs/monitoring.md"));
    assertThat(Alerts.rules())
        .extracting(rule -> (String) rule.get("alert"))
        .filteredOn(alert -> !page.contains("| `" + alert + "` |"))
        .isEmpty();
  }
}
