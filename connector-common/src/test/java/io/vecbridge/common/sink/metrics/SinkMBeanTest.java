// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class SinkMBeanTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final SinkMetrics metrics = new SinkMetrics(() -> 0, () -> 5_000);

  @Test
  void everyCountIsReadUnderDebeziumsKindOfName() throws JMException {
    metrics.read(11);
    metrics.written("shop.goods", new TableStatus.Written(2, 3, 1, 700), 4_900);
    metrics.skipped(2);
    metrics.errant(4, "The record can't be written.");
    metrics.retried("the connection is lost");
    metrics.tableCreated();
    metrics.progress().held(2, 0);
    metrics.progress().committed(11, 0);
    metrics.progress().reached(4_750);

    SinkMBean.register(server, "oceanbase", task("goods", 0), SinkMetricsMXBean.class, metrics);

    ObjectName name = name("goods", "0");
    Map<String, Object> expected =
        Map.ofEntries(
            Map.entry("Phase", "snapshot"),
            Map.entry("TotalNumberOfRecordsRead", 11L),
            Map.entry("TotalNumberOfUpserts", 2L),
            Map.entry("TotalNumberOfDeletes", 3L),
            Map.entry("TotalNumberOfTruncates", 1L),
            Map.entry("TotalNumberOfErrantRecords", 4L),
            Map.entry("TotalNumberOfSkipped", 2L),
            Map.entry("TotalNumberOfRetries", 1L),
            Map.entry("TotalNumberOfTablesCreated", 1L),
            Map.entry("TotalNumberOfTableFailures", 0L),
            Map.entry("BlockedTables", new String[0]),
            Map.entry("NumberOfBlockedTables", 0),
            Map.entry("TotalBytes", 700L),
            Map.entry("TotalNumberOfBatches", 1L),
            Map.entry("TotalBatchMillis", 0L),
            Map.entry("LastBatchSize", 11L),
            Map.entry("MaxBatchSize", 11L),
            Map.entry("LastBatchMillis", 0L),
            Map.entry("MaxBatchMillis", 0L),
            Map.entry("MilliSecondsBehindSource", 250L),
            Map.entry("LastError", "the connection is lost"));
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
      if (attribute.getName().equals("Tables")) {
        continue;
      }
      assertThat(server.getAttribute(name, attribute.getName()))
          .as(attribute.getName())
          .isEqualTo(expected.get(attribute.getName()));
    }
    assertThat(server.getMBeanInfo(name).getAttributes()).hasSize(expected.size() + 1);
  }

  @Test
  void eachTableHasItsOwnCountsDelayAndState() throws JMException {
    metrics.written("shop.goods", new TableStatus.Written(2, 3, 1, 700), 4_900);
    metrics.written("shop.goods", new TableStatus.Written(1, 0, 0, 50), -1);
    metrics.blockedTables(Set.of("shop.users"), List.of("Table shop.users can't be written"));
    SinkMBean.register(server, "oceanbase", task("goods", 0), SinkMetricsMXBean.class, metrics);

    assertThat(table("shop.goods"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "upserts", 3L,
                "deletes", 3L,
                "truncates", 1L,
                "bytes", 750L,
                "conflicts", 0L,
                "milliSecondsBehindSource", 100L,
                "blocked", false));
    assertThat(table("shop.users"))
        .containsEntry("blocked", true)
        .containsEntry("milliSecondsBehindSource", -1L);
    assertThat(server.getAttribute(name("goods", "0"), "NumberOfBlockedTables")).isEqualTo(1);

    metrics.blockedTables(Set.of(), List.of());

    assertThat(table("shop.users")).containsEntry("blocked", false);
  }

  private Map<String, Object> table(String source) throws JMException {
    TabularData tables = (TabularData) server.getAttribute(name("goods", "0"), "Tables");
    CompositeData status = (CompositeData) tables.get(new Object[] {source}).get("value");
    return status.getCompositeType().keySet().stream()
        .collect(Collectors.toMap(key -> key, status::get));
  }

  @Test
  void theNamesHaveTheOperatorsTags() throws JMException {
    Map<String, String> properties = new HashMap<>(task("goods", 0));
    properties.put("custom.metric.tags", "environment=prod, team = a:b");
    SinkMBean.register(server, "oceanbase", properties, SinkMetricsMXBean.class, metrics);

    assertThat(server.queryNames(new ObjectName("vecbridge.*:*"), null))
        .extracting(ObjectName::toString)
        .containsExactly(
            "vecbridge.oceanbase:type=connector-metrics,context=sink,server=goods,"
                + "environment=prod,team=\"a:b\",task=0");
  }

  @Test
  void tasksOfOneWorkerStandSideBySide() throws JMException {
    SinkMBean first =
        SinkMBean.register(server, "oceanbase", task("goods", 0), SinkMetricsMXBean.class, metrics);
    SinkMBean second =
        SinkMBean.register(
            server,
            "oceanbase",
            task("goods", 1),
            SinkMetricsMXBean.class,
            new SinkMetrics(() -> 0, () -> 0));

    first.close();

    assertThat(server.isRegistered(name("goods", "0"))).isFalse();
    assertThat(server.isRegistered(name("goods", "1"))).isTrue();
    second.close();
    assertThat(server.isRegistered(name("goods", "1"))).isFalse();
  }

  @Test
  void aRestartedTaskIsShownAnew() throws JMException {
    metrics.read(7);
    SinkMBean.register(server, "oceanbase", task("goods", 0), SinkMetricsMXBean.class, metrics)
        .close();

    SinkMBean.register(
        server,
        "oceanbase",
        task("goods", 0),
        SinkMetricsMXBean.class,
        new SinkMetrics(() -> 0, () -> 0));

    assertThat(server.getAttribute(name("goods", "0"), "TotalNumberOfRecordsRead")).isEqualTo(0L);
  }

  @Test
  void aTaskThatStillHangsGivesWayAndItsLateEndTakesNothing() throws JMException {
    SinkMBean hanging =
        SinkMBean.register(server, "oceanbase", task("goods", 0), SinkMetricsMXBean.class, metrics);
    SinkMetrics fresh = new SinkMetrics(() -> 0, () -> 0);
    SinkMBean newer =
        SinkMBean.register(server, "oceanbase", task("goods", 0), SinkMetricsMXBean.class, fresh);

    hanging.close();
    fresh.read(3);

    assertThat(server.getAttribute(name("goods", "0"), "TotalNumberOfRecordsRead")).isEqualTo(3L);
    newer.close();
    assertThat(server.isRegistered(name("goods", "0"))).isFalse();
  }

  @Test
  void anyConnectorNameIsTaken() throws JMException {
    SinkMBean.register(server, "oceanbase", task("a,b=c*", 0), SinkMetricsMXBean.class, metrics);

    assertThat(server.isRegistered(name(ObjectName.quote("a,b=c*"), "0"))).isTrue();
  }

  @Test
  void aRefusedRegistrationStopsNothing() {
    MBeanServer refusing =
        (MBeanServer)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MBeanServer.class},
                (proxy, method, arguments) -> {
                  throw new MBeanRegistrationException(new IllegalStateException("no"));
                });

    assertThatCode(
            () ->
                SinkMBean.register(
                        refusing, "oceanbase", task("goods", 0), SinkMetricsMXBean.class, metrics)
                    .close())
        .doesNotThrowAnyException();
  }

  private static Map<String, String> task(String connector, int number) {
    return SinkMBean.numbered(Map.of("name", connector), number);
  }

  private static ObjectName name(String connector, String task) throws JMException {
    return new ObjectName(
        "vecbridge.oceanbase:type=connector-metrics,context=sink,server="
            + connector
            + ",task="
            + task);
  }
}
