// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
import io.vecbridge.milvus.source.capture.AnnouncementPolicy.Reaction;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.KnownPartitions;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.log.LogMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class AnnouncementPolicyTest {
  private static final MilvusCollection COLLECTION =
      new MilvusCollection(
          "db", "books", 7, List.of(), 0, CollectionDefinition.of("", List.of(), 0));

  @Test
  void aDroppedCollectionIsANamedFailureThatTellsWhatToDo() {
    assertThatThrownBy(() -> decide(Map.of(), new LogMessage.CollectionDropped(7, "books", 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Collection db.books (id 7) was dropped")
        .hasMessageContaining("collection.drop.mode=ignore");
  }

  @Test
  void aDroppedCollectionIsPassedOverWhereThatIsIgnored() {
    assertThatCode(
            () ->
                decide(
                    Map.of("collection.drop.mode", "ignore"),
                    new LogMessage.CollectionDropped(7, "books", 1)))
        .doesNotThrowAnyException();
  }

  @Test
  void aDroppedPartitionIsANamedFailure() {
    assertThatThrownBy(() -> decide(Map.of(), new LogMessage.PartitionDropped(7, 71, "p1", 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Partition p1 of collection db.books was dropped")
        .hasMessageContaining("partition.drop.mode=ignore");
  }

  @Test
  void aDroppedPartitionLeavesTheCaptureGoingWhereThatIsIgnored() {
    assertThatCode(
            () ->
                decide(
                    Map.of("partition.drop.mode", "ignore"),
                    new LogMessage.PartitionDropped(7, 71, "p1", 1)))
        .doesNotThrowAnyException();
  }

  @Test
  void milvusRepeatsDropsAfterEachRestartAndARepetitionIsNoFailure() {
    assertThatCode(() -> decide(Map.of(), new LogMessage.PartitionDropped(7, 72, "old", 101)))
        .doesNotThrowAnyException();
  }

  @Test
  void aDropThatMayHaveBeenMissedIsAFailure() {
    assertThatThrownBy(() -> decide(Map.of(), new LogMessage.PartitionDropped(7, 72, "old", 100)))
        .hasMessageContaining("Partition old of collection db.books was dropped");
  }

  @Test
  void aPartitionThatGotItsFirstRowsSinceIsKnownWhateverItsId() {
    KnownPartitions partitions = new KnownPartitions(Set.of(70L), 100);
    LogMessage.PartitionDropped drop = new LogMessage.PartitionDropped(7, 60, "young", 105);
    assertThat(partitions.wasGone(drop.partitionId(), drop.timestamp())).isTrue();
    partitions.written(60, 99);
    assertThat(partitions.wasGone(drop.partitionId(), drop.timestamp())).isTrue();
    partitions.written(60, 101);
    assertThat(partitions.wasGone(drop.partitionId(), drop.timestamp())).isFalse();
    partitions.dropped(60);
    assertThat(partitions.wasGone(drop.partitionId(), drop.timestamp())).isTrue();
  }

  @Test
  void aBulkImportIsANamedFailure() {
    assertThatThrownBy(() -> decide(Map.of(), new LogMessage.Imported(7, 4, List.of(), 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Rows were bulk-imported into collection db.books")
        .hasMessageContaining("bulk.import.mode=ignore");
  }

  @Test
  void aTruncationIsANamedFailureUnlessTheTopicIsKnownToHaveOnePartition() {
    LogMessage.Truncated truncated = new LogMessage.Truncated(7, 1);
    assertThatThrownBy(() -> decide(Map.of(), truncated))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Collection db.books was truncated")
        .hasMessageContaining("Set topic.partitions=1 if it has");
    assertThatThrownBy(() -> decide(Map.of("topic.partitions", "3"), truncated))
        .isInstanceOf(ConnectException.class);
    assertThat(decide(Map.of("truncate.mode", "ignore"), truncated)).isEqualTo(Reaction.NONE);
    assertThat(decide(Map.of("topic.partitions", "1"), truncated)).isEqualTo(Reaction.TRUNCATE);
    assertThat(decide(Map.of("topic.creation.default.partitions", "1"), truncated))
        .isEqualTo(Reaction.TRUNCATE);
  }

  @Test
  void aDroppedPartitionIsAppliedByANewSnapshotOnce() {
    KnownPartitions partitions = new KnownPartitions(Set.of(71L), 100);
    AnnouncementPolicy policy =
        policy(Map.of("partition.drop.mode", "snapshot", "topic.partitions", "1"), partitions);
    LogMessage.PartitionDropped drop = new LogMessage.PartitionDropped(7, 71, "p1", 101);
    assertThat(policy.decide(COLLECTION, drop)).isEqualTo(Reaction.TRUNCATE_AND_SNAPSHOT);
    assertThat(policy.decide(COLLECTION, drop)).isEqualTo(Reaction.NONE);
    policy.row(71, 102);
    assertThat(policy.decide(COLLECTION, drop))
        .as("rows that another channel wrote before its own copy")
        .isEqualTo(Reaction.TRUNCATE_AND_SNAPSHOT);
  }

  @Test
  void anImportIsAppliedByANewSnapshot() {
    Map<String, String> snapshot = Map.of("bulk.import.mode", "snapshot");
    assertThat(decide(snapshot, new LogMessage.Imported(7, 4, List.of(), 1)))
        .isEqualTo(Reaction.SNAPSHOT);
    assertThat(decide(snapshot, new LogMessage.Rewritten(7, "A column was filled", 1)))
        .isEqualTo(Reaction.SNAPSHOT);
  }

  private static Reaction decide(
      Map<String, String> options, LogMessage.Announcement announcement) {
    return policy(options, new KnownPartitions(Set.of(70L, 71L, 75L), 100))
        .decide(COLLECTION, announcement);
  }

  private static AnnouncementPolicy policy(
      Map<String, String> options, KnownPartitions partitions) {
    Map<String, String> all = new HashMap<>(options);
    all.put("topic.prefix", "t");
    MilvusSourceConfig config =
        new MilvusSourceConfig(MilvusSourceConfig.OPTIONS.withDefaults(Configuration.from(all)));
    return new AnnouncementPolicy(config.changeLog(), config.hasTopicsOfOnePartition(), partitions);
  }
}
