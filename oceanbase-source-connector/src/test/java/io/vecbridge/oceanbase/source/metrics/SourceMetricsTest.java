// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.metrics.TaskMBean;
import io.vecbridge.oceanbase.source.metrics.TableStatus.Phase;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {
  private final AtomicLong clock = new AtomicLong(5_000);
  private final SourceMetrics metrics = new SourceMetrics(clock::get);

  @Test
  void thePositionOfATableAgesWithTheClockUntilThereIsALaterOne() {
    TableStatus status = metrics.status(Phase.STREAMING, 3_000_000_000L, 7);
    assertThat(status.getPositionAgeMillis()).isEqualTo(2_000);
    clock.set(65_000);
    assertThat(status.getPositionAgeMillis()).isEqualTo(62_000);
    assertThat(metrics.status(Phase.STREAMING, 65_000_000_000L, 8).getPositionAgeMillis()).isZero();
  }

  @Test
  void aTenantWhoseClockIsAheadHasNoPositionOfTheFuture() {
    assertThat(metrics.status(Phase.STREAMING, 9_000_000_000L, 1).getPositionAgeMillis()).isZero();
  }

  @Test
  void whatIsNotKnownIsMinusOne() {
    assertThat(metrics.status(Phase.QUEUED, 0, 0).getPositionAgeMillis()).isEqualTo(-1);
    assertThat(metrics.getUndoRetentionSeconds()).isEqualTo(-1);
  }

  @Test
  void aFailedTableIsListedWithItsReasonUntilItIsCapturedAgain() {
    metrics.failed("shop.goods", "a column has an unknown type");
    assertThat(metrics.getFailedTables())
        .isEqualTo(Map.of("shop.goods", "a column has an unknown type"));
    assertThat(metrics.getLastError()).isEqualTo("a column has an unknown type");
    metrics.recovered("shop.goods");
    assertThat(metrics.getFailedTables()).isEmpty();
    assertThat(metrics.getTotalNumberOfTableFailures()).isEqualTo(1);
  }

  @Test
  void tablesAreATableOverJmx() throws Exception {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    metrics.tables(
        Map.of(
            "shop.goods", metrics.status(Phase.STREAMING, 3_000_000_000L, 7),
            "shop.users", metrics.status(Phase.QUEUED, 0, 0)));
    metrics.undoRetention(1_800);
    metrics.retried("OceanBase can't be reached");
    metrics.gap("a position is gone");
    try (TaskMBean bean =
        TaskMBean.register(
            server,
            new TaskMBean.Name("oceanbase", "source", "shop", Map.of(), "0"),
            SourceMetricsMXBean.class,
            metrics)) {
      ObjectName name =
          new ObjectName(
              "vecbridge.oceanbase:type=connector-metrics,context=source,server=shop,task=0");
      CompositeData goods = row(server, name, "shop.goods");
      assertThat(goods.get("phase")).isEqualTo("streaming");
      assertThat(goods.get("scn")).isEqualTo(3_000_000_000L);
      assertThat(goods.get("positionAgeMillis")).isEqualTo(2_000L);
      assertThat(goods.get("polls")).isEqualTo(7L);
      assertThat(row(server, name, "shop.users").get("phase")).isEqualTo("queued");
      assertThat(server.getAttribute(name, "UndoRetentionSeconds")).isEqualTo(1_800L);
      assertThat(server.getAttribute(name, "TotalNumberOfRetries")).isEqualTo(1L);
      assertThat(server.getAttribute(name, "TotalNumberOfGaps")).isEqualTo(1L);
      assertThat(server.getAttribute(name, "LastError")).isEqualTo("a position is gone");
      assertThat(bean).isNotNull();
    }
    assertThat(server.queryNames(new ObjectName("vecbridge.oceanbase:*"), null)).isEmpty();
  }

  private static CompositeData row(MBeanServer server, ObjectName name, String table)
      throws Exception {
    TabularData tables = (TabularData) server.getAttribute(name, "Tables");
    return (CompositeData) tables.get(new Object[] {table}).get("value");
  }
}
