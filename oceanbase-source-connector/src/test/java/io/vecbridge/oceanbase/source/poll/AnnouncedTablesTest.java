// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.oceanbase.source.OceanBaseSourceConnector;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.run.Running;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class AnnouncedTablesTest {
  private static final Map<String, ?> OFFSET = Map.of("scn", 5L);

  @Test
  void schemasAreSentWithoutRowsAndEveryOffsetStaysAsItIs() throws Exception {
    Polling polling = new Polling(options("scn"));
    polling.tenant.create("t").put(1, 1);
    polling.tenant.create("u").put(1, 1);
    polling.stored.put(partition("u"), OFFSET);
    run(polling, 5);
    Map<Object, Map<String, ?>> offsets = offsets(polling);
    assertThat(offsets).hasSize(2).containsEntry(partition("u"), OFFSET);
    assertThat(offsets.get(partition("t"))).as("a first start is still to come").isNull();
  }

  @Test
  void theSourceBlockIsThatOfTheCaptureMode() throws Exception {
    Polling polling = new Polling(options("binlog"));
    polling.tenant.create("t").put(1, 1);
    run(polling, 5);
    assertThat(offsets(polling)).containsOnlyKeys(partition("t"));
  }

  @Test
  void anOutageIsWaitedOut() throws Exception {
    Polling polling = new Polling(options("scn"));
    polling.tenant.create("t");
    polling.tenant.fail(new SQLException("lost", "08S01", 0));
    run(polling, 5);
    assertThat(polling.tenant.drops()).isEqualTo(1);
    assertThat(polling.emitted.texts()).containsExactly("schema CREATE d.t");
  }

  private static Map<String, String> options(String captureMode) {
    return Map.of("snapshot.mode", "schema_only", "capture.mode", captureMode, "task.id", "0");
  }

  private static Map<String, String> partition(String table) {
    return NamedPartition.ofTable("p", TenantInMemory.id(table)).getSourcePartition();
  }

  private static Map<Object, Map<String, ?>> offsets(Polling polling) throws InterruptedException {
    Map<Object, Map<String, ?>> offsets = new HashMap<>();
    for (SourceRecord record : polling.emitted.records()) {
      assertThat(record.topic()).isEqualTo("p");
      offsets.put(record.sourcePartition(), record.sourceOffset());
    }
    return offsets;
  }

  private static void run(Polling polling, int turns) throws InterruptedException {
    new AnnouncedTables(
            new TaskStart<>(
                OceanBaseSourceConnector.class,
                new CdcSourceTaskContext<>(
                    polling.emitted.config().options(), polling.emitted.config(), "0", Map.of()),
                new FakeSourceContext(polling.emitted.config().options().asMap(), polling.stored),
                List.of(),
                List.of(),
                null),
            polling.tenant,
            polling.emitted.schemas(),
            polling.emitted.framework().output(SnapshotProgressListener.NO_OP()),
            polling.failures,
            polling::sleep)
        .run(new Running(turns));
  }
}
