// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.oceanbase.source.OceanBaseSourceTask;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class BinlogCaptureTest {
  private static final String PREFIX = "unreadable_offset";

  @Test
  void anOffsetThatCanNotBeReadLeavesNoMetricsBehind() throws Exception {
    Map<String, String> options =
        Map.of(
            "name", "source",
            "topic.prefix", PREFIX,
            "connection.url", "jdbc:mysql://127.0.0.1:2881/",
            "connection.username", "root@test",
            "capture.mode", "binlog",
            "task.id", "0");
    OceanBaseSourceTask task = new OceanBaseSourceTask();
    task.initialize(
        new FakeSourceContext(
            options, Map.of(Map.of("server", PREFIX), Map.of("gtids", "not a set"))));
    assertThatThrownBy(() -> task.start(options))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("must be a GTID set");
    ObjectName any = new ObjectName("vecbridge.oceanbase:server=" + PREFIX + ",*");
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(any, null)).isEmpty();
  }
}
