// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.FakeSinkContext;
import io.vecbridge.common.testing.Records;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private final FakeSinkContext context = new FakeSinkContext();
  private final Assignment assignment = new Assignment(context);

  @Test
  void recordsOfALostPartitionAreLeftOutThoughATransformationHasRenamedTheirTopic() {
    SinkRecord kept = Records.renamed(Records.flattened(1, "a", 1), "goods");
    SinkRecord lost = Records.renamed(Records.flattened(2, "b", 2), "goods");
    SinkRecord other = lost.newRecord("goods", 0, null, null, null, null, null);
    context.assign(new TopicPartition(Records.TOPIC, 3));

    assertThat(assignment.owned(List.of(kept))).containsExactly(kept);

    context.revoke(new TopicPartition(Records.TOPIC, 3));
    assertThat(assignment.owned(List.of(kept))).isEmpty();
    context.assign(new TopicPartition(Records.TOPIC, 4));
    assertThat(assignment.owned(List.of(kept, lost, other))).isEmpty();
  }

  @Test
  void allRecordsOfAssignedPartitionsAreKept() {
    context.assign(new TopicPartition(Records.TOPIC, 3));
    List<SinkRecord> records = List.of(Records.flattened(1, "a", 1), Records.tombstone(2L, 2));

    assertThat(assignment.owned(records)).isSameAs(records);
  }

  @Test
  void recordsOfAPartitionThatWasLostInBetweenAreLeftOutWhenItIsBack() {
    TopicPartition partition = new TopicPartition(Records.TOPIC, 3);
    context.assign(partition);
    List<SinkRecord> failed = List.of(Records.flattened(1, "a", 1));
    assertThat(assignment.owned(failed)).isEqualTo(failed);

    assignment.revoked(List.of(partition));

    assertThat(assignment.owned(failed)).isEmpty();
    List<SinkRecord> readAgain = List.of(Records.flattened(1, "a", 1));
    assertThat(assignment.owned(readAgain)).isEqualTo(readAgain);
  }
}
