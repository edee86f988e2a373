// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

/** The rules of the exporter turn every attribute of every bean into a metric. */
class ExporterRulesTest {
  // Arrays, which the exporter can't read, and texts of single records.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "BlockedTables",
          "CapturedTables",
          "LastEvent",
          "LastTransactionId",
          "SourceEventPosition",
          "ChunkId",
          "ChunkFrom",
          "ChunkTo",
          "TableFrom",
          "TableTo");

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Test
  void everyAttributeOfEveryBeanBecomesAMetric() throws Exception {
    PrometheusRegistry exporter = Scrape.exporter();
    Map<ObjectName, List<String>> missing = new TreeMap<>();
    for (Map.Entry<ObjectName, Map<String, Object>> bean : attributes().entrySet()) {
      for (Map.Entry<String, Object> attribute : bean.getValue().entrySet()) {
        server.registerMBean(
            new SimpleBean(Map.of(attribute.getKey(), attribute.getValue())), bean.getKey());
        try {
          List<String> lines = Scrape.of(exporter).lines();
          if (lines.size() != values(attribute.getValue())) {
            missing
                .computeIfAbsent(bean.getKey(), any -> new ArrayList<>())
                .add(attribute.getKey() + " gives " + lines);
          }
        } finally {
          server.unregisterMBean(bean.getKey());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** The beans of the connectors and of Debezium, by name, with the values of their attributes. */
  private Map<ObjectName, Map<String, Object>> attributes() throws Exception {
    Map<ObjectName, Map<String, Object>> attributes = new TreeMap<>();
    try (WorkerBeans beans = new WorkerBeans()) {
      for (ObjectName name : beans.names()) {
        attributes.put(name, attributes(name));
      }
    }
    // Two sinks and two sources; each source has two beans of Debezium.
    assertThat(attributes).hasSize(4 + 4);
    return attributes;
  }

  private Map<String, Object> attributes(ObjectName name) throws JMException {
    Map<String, Object> values = new TreeMap<>();
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
      if (!LEFT_OUT.contains(attribute.getName())) {
        values.put(attribute.getName(), server.getAttribute(name, attribute.getName()));
      }
    }
    return values;
  }

  private static int values(Object attribute) {
    if (!(attribute instanceof TabularData table)) {
      return 1;
    }
    int values = 0;
    for (Object row : table.values()) {
      Object value = ((CompositeData) row).get("value");
      values += value instanceof CompositeData columns ? columns.values().size() : 1;
    }
    assertThat(values).isPositive();
    return values;
  }

  @Test
  void everyMetricOfTheConnectorsIsDocumented() throws Exception {
    Set<String> documented = Scrape.metricsIn(Files.readString(Path.of("../docs/monitoring.md")));
    // Such as debezium_snapshot_*, for all with that beginning.
    documented.removeIf(name -> name.endsWith("_"));
    try (WorkerBeans beans = new WorkerBeans()) {
      Set<String> names = beans.scrape().names();
      assertThat(names).containsAll(documented);
      names.removeIf(name -> !name.startsWith("vecbridge_"));
      assertThat(documented).containsAll(names);
    }
  }

  /** The pages name the beans without tags. */
  @Test
  void everyBeanThatAPageOfAConnectorNamesExists() throws Exception {
    List<String> named = new ArrayList<>();
    for (String system : List.of("milvus", "oceanbase")) {
      for (String side : List.of("source", "sink")) {
        Path page = Path.of("../docs", system + "-" + side + "-connector.md");
        Files.readAllLines(page).stream()
            .filter(line -> line.matches("(debezium|vecbridge)[.].*:type=connector-metrics.*"))
            .forEach(named::add);
      }
    }
    // Two of Debezium's and one of its own for each source, one for each sink.
    assertThat(named).hasSize(3 + 1 + 3 + 1);
    try (WorkerBeans beans = new WorkerBeans()) {
      List<String> names = beans.names().stream().map(ObjectName::toString).toList();
      assertThat(named)
          .allSatisfy(
              name -> {
                String pattern =
                    name.replaceAll("<[^>]+>", "@")
                        .replace(".", "[.]")
                        .replace("@", "([^,]+|\".+\")")
                        .replace(",task=", ".*,task=");
                assertThat(names).anyMatch(bean -> bean.matches(pattern));
              });
    }
  }

  @Test
  void theMetricsHaveTheNamesOfConnectorTaskAndTable() throws Exception {
    try (WorkerBeans beans = new WorkerBeans()) {
      assertThat(beans.scrape().lines())
          .contains(
              "vecbridge_sink_table_upserts_total{connector=\"shop:goods\",system=\"oceanbase\","
                  + "table=\"shop.goods\",task=\"3\"} 1.0",
              "vecbridge_sink_phase{connector=\"shop:goods\",phase=\"waiting\",system=\"milvus\","
                  + "task=\"3\"} 1.0",
              "vecbridge_source_table_failed{connector=\"shop:goods\",reason=\"Milvus refuses"
                  + " it.\",system=\"milvus\",table=\"shop.users\",task=\"3\"} 1.0",
              "debezium_snapshot_table_rows_scanned_total{connector=\"shop:goods\","
                  + "system=\"milvus\",table=\"shop.goods\",task=\"3\"} 7.0",
              "kafka_connect_task_status{connector=\"shop:goods\",status=\"running\",task=\"3\"}"
                  + " 1.0",
              "kafka_connect_sink_records_lag{connector=\"shop:goods\",partition=\"0\","
                  + "task=\"3\",topic=\"goods\"} 7.0");
    }
  }
}
