// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import static io.vecbridge.common.sink.write.Changes.snapshotRow;
import static io.vecbridge.common.sink.write.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetBatchTest {
  private final TargetBatch<FakeTarget> batch = new TargetBatch<>();

  @Test
  void theLastChangeOfAKeyWinsInThePlaceWhereItCame() {
    add(upsert(1, "a", 1));
    add(upsert(2, "b", 2));
    add(upsert(1, "c", 3));

    assertThat(batch.changes())
        .extracting(change -> change.origin().offset())
        .containsExactly(2L, 3L);
  }

  @Test
  void snapshotRowsBeforeAllChangesOfAKeyCanBeTakenOut() {
    add(snapshotRow(1, "a", 1));
    add(snapshotRow(1, "b", 2));
    add(upsert(1, "c", 3));
    add(snapshotRow(1, "d", 4));

    RowChange change = batch.changes().iterator().next();
    assertThat(change.first().origin().offset()).isEqualTo(1);
    RowChange rest = change.withoutLeadingSnapshotRows();
    assertThat(rest.origin().offset()).isEqualTo(4);
    assertThat(rest.first().origin().offset()).isEqualTo(3);
    assertThat(snapshotRow(2, "a", 5).withoutLeadingSnapshotRows()).isNull();
  }

  private void add(RowChange change) {
    batch.add(new FakeTarget(1), change);
  }
}
