// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.testing.FakeTenant;
import io.vecbridge.common.testing.SchemaChange;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/** The table {@code shop.goods} of an OceanBase source, and what a task knows of its indexes. */
final class AnnouncedTable implements AutoCloseable {
  final AtomicLong nanos = new AtomicLong();
  final Set<TopicPartition> assigned = new HashSet<>(Set.of(new TopicPartition("vec", 0)));
  final FakeTenant tenant = new FakeTenant();
  final OceanBaseSinkConfig config;

  /** Their connections can't be opened, so that a build that has begun doesn't end. */
  final IndexBuilds builds;

  /**
   * @param options names and values in turn
   */
  AnnouncedTable(String... options) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", "jdbc:mysql://127.0.0.1:1/shop");
    all.put("connection.username", "root");
    all.put("vector.index.distance", "source");
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    config = OceanBaseSinkConfig.of(all);
    builds =
        new IndexBuilds(
            config.tables().layout().indexes(),
            new OceanBaseConnections(config.connection()),
            new WrittenSnapshots("c", "books"),
            "c",
            () -> assigned,
            nanos::get);
  }

  /** As a schema change event describes it. */
  static SourceTable event(String index, String snapshot) {
    SchemaChange change =
        new SchemaChange("vec", "shop", "goods")
            .column("id", "BIGINT")
            .column("v", "VECTOR", 4)
            .index("v", index);
    SinkEvent event =
        new EventReader("$meta")
            .read(change.record(Map.of("connector", "oceanbase", "snapshot", snapshot)));
    return ((SinkEvent.SchemaChange) event).tables().get(0);
  }

  /** The tenant has no such table. */
  void isMissing() {
    tenant.answer("table_comment");
  }

  /** The tenant has the table, with an index on its vectors or without. */
  void exists(boolean index) {
    tenant
        .answer("table_comment", new Object[] {"goods", ""})
        .answer(
            "information_schema.columns",
            new Object[] {"goods", "id", 1, "bigint(20)", "NO", null, "", null, null, "", ""},
            new Object[] {"goods", "v", 2, "VECTOR(4)", "YES", null, "", null, null, "", ""})
        .answer(
            "information_schema.partitions", new Object[] {"goods", null, null, null, null, "", ""})
        .answer(
            "information_schema.statistics", new Object[] {"goods", "PRIMARY", "id", null, "NO"})
        .answer("SHOW CREATE TABLE", new Object[] {"goods", ""});
    if (index) {
      tenant.answer(
          "SHOW INDEX",
          new Object[] {Map.of("Key_name", "vidx_1", "Index_type", "VECTOR", "Column_name", "v")});
    } else {
      tenant.answer("SHOW INDEX");
    }
  }

  @Override
  public void close() {
    builds.close();
  }
}
