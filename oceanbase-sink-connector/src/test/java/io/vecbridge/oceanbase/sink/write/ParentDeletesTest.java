// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.WaitingRecords;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.common.testing.Records;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows can be deleted before the rows of another table that refer to them. */
class ParentDeletesTest {
  private final FakeTenant tenant = new FakeTenant(3);
  private final FakeTable table = tenant.table;
  private final List<String> reported = new ArrayList<>();
  private final ErrantRecords errant =
      new ErrantRecords(
          "OceanBase",
          (record, error) -> {
            reported.add(error.getMessage());
            return null;
          },
          true,
          new SinkMetrics(() -> 0, () -> 0),
          new WaitingRecords(() -> 0));

  @Test
  void parentsWaitForTheDeletesOfTheirChildrenHoweverManyTheyAre() throws InterruptedException {
    table.store(1, "a");
    table.store(2, "b");
    table.parents.addAll(List.of(1L, 2L));
    TargetBatch<TargetTable> batch = new TargetBatch<>();
    delete(batch, 1, 7);
    delete(batch, 2, 8);

    tenant.begin(null);
    tenant.write(batch, errant);
    tenant.commit(errant);

    assertThat(table.rows).containsOnlyKeys(1L, 2L);
    assertThat(batch.changes()).isEmpty();
    assertThat(reported).isEmpty();
  }

  private void delete(TargetBatch<TargetTable> batch, long id, long offset) {
    SinkEvent event = new EventReader("$meta").read(Records.tombstone(id, offset));
    batch.add(table.target, table.target.convert(((SinkEvent.Guess) event).delete()));
  }
}
