// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class TableStartTest {
  private final SourceMetrics metrics = new SourceMetrics(() -> 0);

  private static final TableShape SHAPE =
      new TableShape(Map.of("id", "int(11)"), List.of("p0"), List.of("id"));
  private static final TableShape OTHER =
      new TableShape(Map.of("id", "int(11)"), List.of("p1"), List.of("id"));
  private static final StoredOffset DONE = new StoredOffset(TablePosition.completeAt(5), SHAPE);
  private static final StoredOffset HALF =
      new StoredOffset(TablePosition.snapshotAt(5).after(List.of(1L)), SHAPE);

  @Test
  void aTableWithoutAnOffsetIsSnapshottedButForNoData() {
    for (SnapshotMode mode : SnapshotMode.values()) {
      boolean read = mode != SnapshotMode.NO_DATA && mode != SnapshotMode.SCHEMA_ONLY;
      assertThat(TableStart.of(null, mode, false))
          .isEqualTo(read ? new TableStart.Snapshot() : new TableStart.Changes());
    }
  }

  @Test
  void aTableWithAnOffsetGoesOn() {
    for (SnapshotMode mode :
        List.of(SnapshotMode.INITIAL, SnapshotMode.NO_DATA, SnapshotMode.WHEN_NEEDED)) {
      assertThat(TableStart.of(DONE, mode, false)).isEqualTo(new TableStart.Resumed(DONE));
      assertThat(TableStart.of(HALF, mode, false)).isEqualTo(new TableStart.Resumed(HALF));
    }
    assertThat(TableStart.of(HALF, SnapshotMode.ALWAYS, false))
        .isEqualTo(new TableStart.Snapshot());
  }

  @Test
  void afterASnapshotThatWasAllThatWasAskedForThereIsNothing() {
    assertThat(TableStart.of(HALF, SnapshotMode.INITIAL_ONLY, false))
        .isEqualTo(new TableStart.Resumed(HALF));
    assertThat(TableStart.of(DONE, SnapshotMode.INITIAL_ONLY, false))
        .isEqualTo(new TableStart.Nothing());
  }

  @Test
  void whatChangedMeanwhileMakesThePositionUseless() {
    TableStart.Resumed resumed = new TableStart.Resumed(DONE);
    assertThat(resumed.obstacleTo(SHAPE)).isNull();
    assertThat(resumed.obstacleTo(OTHER))
        .isEqualTo(
            "its definition changed: partitions [p0] were dropped, and the deletes of their rows"
                + " can't be determined");
  }

  @Test
  void aLostPositionFailsWithWhatToDoUnlessASnapshotMayMendIt() {
    TableId id = new TableId("d", null, "t");
    assertThatThrownBy(
            () ->
                new LostPolicy(SnapshotMode.INITIAL, ObjectFailureMode.FAIL, metrics)
                    .resnapshotOrFail(id, "it was truncated"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Changes of table d.t can't be captured")
        .hasMessageContaining("it was truncated")
        .hasMessageContaining("Set snapshot.mode=when_needed");
    assertThatThrownBy(
            () ->
                new LostPolicy(SnapshotMode.INITIAL, ObjectFailureMode.FAIL, metrics)
                    .releaseOrFail(id))
        .hasMessageContaining("Table d.t was dropped or renamed");
    new LostPolicy(SnapshotMode.WHEN_NEEDED, ObjectFailureMode.FAIL, metrics)
        .resnapshotOrFail(id, "it was truncated");
    assertThat(metrics.getTotalNumberOfGaps()).isEqualTo(1);
    assertThat(metrics.getLastError()).contains("Changes of table d.t can't be captured");
    new LostPolicy(SnapshotMode.WHEN_NEEDED, ObjectFailureMode.FAIL, metrics).releaseOrFail(id);
  }
}
