// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.FakeSourceContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class MilvusSourceTaskTest {
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);
  private static final String DEAD = "127.0.0.1:1";

  @Test
  void itStopsWithinFiveSecondsWhileMilvusAndItsLogAreAwayAndTakesItsMetricsAlong()
      throws Exception {
    Map<String, String> options =
        Map.of(
            "name",
            "stopped",
            "connector.class",
            MilvusSourceConnector.class.getName(),
            "task.id",
            "0",
            "topic.prefix",
            "stopped",
            "milvus.uri",
            "http://" + DEAD,
            "change.log.kafka.bootstrap.servers",
            DEAD);
    MilvusSourceTask task = new MilvusSourceTask();
    task.initialize(new FakeSourceContext(options));
    task.start(options);
    ObjectName own = new ObjectName("vecbridge.milvus:context=source,server=stopped,*");
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(own, null)).hasSize(1);
    assertThat(task.poll()).isNullOrEmpty();

    long began = System.nanoTime();
    task.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(STOPS_WITHIN);
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(own, null)).isEmpty();
  }
}
