// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
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
      new MilvusCollection("db", "books", 7, "", List.of(), List.of(), 0, 0);

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
    assertThatThrownBy(() -> decide(Map.of(), new LogMessage.Imported(7, 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Rows were bulk-imported into collection db.books")
        .hasMessageContaining("bulk.import.mode=ignore");
  }

  private static void decide(Map<String, String> options, LogMessage.Announcement announcement) {
    Map<String, String> all = new HashMap<>(options);
    all.put("topic.prefix", "t");
    MilvusSourceConfig config =
        new MilvusSourceConfig(MilvusSourceConfig.OPTIONS.withDefaults(Configuration.from(all)));
    KnownPartitions partitions = new KnownPartitions(Set.of(70L, 71L, 75L), 100);
    new AnnouncementPolicy(config.changeLog(), partitions).decide(COLLECTION, announcement);
  }
}
