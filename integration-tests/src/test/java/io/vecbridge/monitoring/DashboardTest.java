// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DashboardTest {
  @Test
  void everyMetricOfTheDashboardIsOneThatTheBeansHave() throws Exception {
    try (WorkerBeans beans = new WorkerBeans()) {
      assertThat(beans.scrape().names()).containsAll(Dashboard.read().metrics());
    }
  }

  @Test
  void thePanelsAreInRowsAndDoNotOverlap() throws Exception {
    Dashboard dashboard = Dashboard.read();
    assertThat(dashboard.rows())
        .containsExactly("Overview", "Snapshot", "Streaming", "Sink", "Errors");
    Set<String> taken = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.panels()) {
      String title = panel.get("title").asText();
      assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
      JsonNode place = panel.get("gridPos");
      for (int x = 0; x < place.get("w").asInt(); x++) {
        for (int y = 0; y < place.get("h").asInt(); y++) {
          int column = place.get("x").asInt() + x;
          assertThat(column).as(title).isLessThan(24);
          assertThat(taken.add(column + "," + (place.get("y").asInt() + y))).as(title).isTrue();
        }
      }
    }
  }
}
