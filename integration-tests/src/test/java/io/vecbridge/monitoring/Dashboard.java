// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shipped dashboard of Grafana.
 *
 * @param panels in their order, the rows among them
 */
public record Dashboard(List<JsonNode> panels) {
  private static final Path FILE = Path.of("../config/monitoring/grafana-dashboard.json");

  /** The one that this project ships. */
  public static Dashboard read() throws IOException {
    List<JsonNode> panels = new ArrayList<>();
    new ObjectMapper().readTree(FILE.toFile()).get("panels").forEach(panels::add);
    return new Dashboard(panels);
  }

  /** The metrics that its panels show. */
  public Set<String> metrics() {
    Set<String> metrics = new TreeSet<>();
    queries().forEach(query -> metrics.addAll(Scrape.metricsIn(query)));
    return metrics;
  }

  /** The queries of its panels, for all connectors. */
  public List<String> queries() {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : panels) {
      panel
          .path("targets")
          .forEach(target -> queries.add(target.get("expr").asText().replace("$connector", ".*")));
    }
    return queries;
  }

  /** The titles of its rows. */
  public List<String> rows() {
    return panels.stream()
        .filter(panel -> panel.get("type").asText().equals("row"))
        .map(panel -> panel.get("title").asText())
        .toList();
  }
}
