// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.metrics.TaskMBean;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {
  private final SourceMetrics metrics = new SourceMetrics();

  @Test
  void aSnapshotsProgressIsThatOfTheEstimateAndWholeOnlyAtItsEnd() {
    CollectionStatus status = metrics.register("db.books");
    status.snapshotStarted();
    assertThat(status.getPhase()).isEqualTo("queued");
    status.reading();
    assertThat(status.getPhase()).isEqualTo("snapshot");
    assertThat(status.getSnapshotProgress()).isEqualTo(-1);
    status.estimate(200);
    status.snapshotRows(50);
    assertThat(status.getSnapshotProgress()).isEqualTo(25);
    status.snapshotRows(170);
    assertThat(status.getSnapshotProgress()).isEqualTo(99.9);
    assertThat(status.getSnapshotRowsRead()).isEqualTo(220);
    status.complete();
    assertThat(status.getSnapshotProgress()).isEqualTo(100);
    assertThat(status.getPhase()).isEqualTo("streaming");
  }

  @Test
  void aSnapshotThatItsCollectionsDropEndsIsNotWhole() {
    CollectionStatus status = metrics.register("db.books");
    status.snapshotStarted();
    status.estimate(200);
    status.snapshotRows(50);
    status.enter(CollectionStatus.Phase.DROPPED);
    assertThat(status.getSnapshotProgress()).isEqualTo(25);
  }

  @Test
  void aFailedCollectionIsListedWithItsReasonUntilItIsCapturedAgain() {
    CollectionStatus status = metrics.register("db.books");
    metrics.failed("db.books", "a field has an unknown type");
    assertThat(status.getPhase()).isEqualTo("failed");
    assertThat(metrics.getFailedCollections())
        .isEqualTo(Map.of("db.books", "a field has an unknown type"));
    assertThat(metrics.getLastError()).isEqualTo("a field has an unknown type");
    metrics.recovered("db.books");
    assertThat(metrics.getFailedCollections()).isEmpty();
    assertThat(metrics.getTotalNumberOfCollectionFailures()).isEqualTo(1);
  }

  @Test
  void aCollectionThatWaitsForItsLoadIsInItsSnapshotAgainWithItsNextPage() {
    CollectionStatus status = metrics.register("db.books");
    status.enter(CollectionStatus.Phase.WAITING);
    assertThat(status.getPhase()).isEqualTo("waiting");
    status.snapshotRows(1);
    assertThat(status.getPhase()).isEqualTo("snapshot");
  }

  @Test
  void aRestartByItselfIsARetryThatNamesNoOffset() {
    metrics.register("db.books");
    metrics.restarted(new ConnectException("at offset {last_key=secret}"));
    assertThat(metrics.getTotalNumberOfRetries()).isEqualTo(1);
    assertThat(metrics.getLastError()).isEqualTo(ConnectException.class.getName());
    assertThat(metrics.getCollections()).isEmpty();
  }

  @Test
  void collectionsAndChannelsAreTablesOverJmx() throws Exception {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    metrics.register("db.books").snapshotRows(3);
    metrics.channels(Map.of("dml_0", new ChannelStatus(120, 100, 150, 7)));
    metrics.held(11);
    metrics.gap("a position is gone");
    try (TaskMBean bean =
        TaskMBean.register(
            server,
            new TaskMBean.Name("milvus", "source", "shop", Map.of(), "0"),
            SourceMetricsMXBean.class,
            metrics)) {
      ObjectName name =
          new ObjectName(
              "vecbridge.milvus:type=connector-metrics,context=source,server=shop,task=0");
      CompositeData books = row(server, name, "Collections", "db.books");
      assertThat(books.get("phase")).isEqualTo("streaming");
      assertThat(books.get("snapshotRowsRead")).isEqualTo(3L);
      assertThat(books.get("snapshotRowsEstimated")).isEqualTo(-1L);
      assertThat(row(server, name, "Channels", "dml_0").get("distanceToBeginning")).isEqualTo(20L);
      assertThat(row(server, name, "Channels", "dml_0").get("end")).isEqualTo(150L);
      assertThat(server.getAttribute(name, "HeldBytes")).isEqualTo(11L);
      assertThat(server.getAttribute(name, "TotalNumberOfGaps")).isEqualTo(1L);
      assertThat(server.getAttribute(name, "LastError")).isEqualTo("a position is gone");
      assertThat(bean).isNotNull();
    }
    assertThat(server.queryNames(new ObjectName("vecbridge.milvus:*"), null)).isEmpty();
  }

  private static CompositeData row(
      MBeanServer server, ObjectName name, String attribute, String key) throws Exception {
    TabularData table = (TabularData) server.getAttribute(name, attribute);
    return (CompositeData) table.get(new Object[] {key}).get("value");
  }
}
