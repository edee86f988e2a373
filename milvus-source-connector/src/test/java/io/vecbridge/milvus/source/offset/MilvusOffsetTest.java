// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.KnownPartitions;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.offset.MilvusOffset.Place;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Cause;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Snapshot;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class MilvusOffsetTest {
  private static final MilvusCollection COLLECTION =
      new MilvusCollection(
          "db",
          "books",
          7,
          List.of(new Vchannel("dml_0_7v0", "dml_0"), new Vchannel("dml_1_7v1", "dml_1")),
          0,
          CollectionDefinition.of("", List.of(), 0));

  @Test
  void whatIsStoredIsReadAgain() {
    MilvusOffset offset = offset();
    offset.snapshot(SnapshotPosition.INITIAL);
    offset.moveTo(new Place.Passed(0, new ChannelPosition(10, 20, 0)));
    offset.moveTo(new Place.Changed(1, new ChannelPosition(30, 40, 2), 41, "part"));
    offset.moveTo(new Place.SnapshotRow("key", 50, false));

    assertThat(StoredOffset.of(offset.getOffset()))
        .isEqualTo(
            new StoredOffset(
                7,
                Map.of(
                    "dml_0_7v0", new ChannelPosition(10, 20, 0),
                    "dml_1_7v1", new ChannelPosition(30, 40, 2)),
                new SnapshotPosition(SnapshotQueue.INITIAL, "key"),
                false,
                0,
                Optional.empty()));
  }

  @Test
  void theOffsetHoldsPrimitivesOnly() {
    MilvusOffset offset = offset();
    offset.snapshot(new SnapshotPosition(SnapshotQueue.INITIAL, 5L));
    assertThat(offset.getOffset().values())
        .allMatch(value -> value instanceof Number || value instanceof String);
  }

  @Test
  void aCompleteSnapshotLeavesNoTrace() {
    MilvusOffset offset = offset();
    offset.snapshot(SnapshotPosition.INITIAL);
    offset.moveTo(new Place.SnapshotRow(5L, 50, false));
    offset.snapshot(SnapshotPosition.startOf(offset.snapshots().completed()));

    StoredOffset stored = StoredOffset.of(offset.getOffset());
    assertThat(stored.snapshot().queue().isEmpty()).isTrue();
    assertThat(stored.snapshot().lastKey()).isNull();
  }

  @Test
  void keysThatConnectReadsAsIntegersAreLongs() {
    // Connect's offsets are JSON: a small long comes back as an Integer from some stores.
    StoredOffset stored =
        StoredOffset.of(Map.of("collection_id", 7, "snapshot", "INITIAL", "snapshot_last_key", 5));
    assertThat(stored.snapshot().lastKey()).isEqualTo(5L);
    assertThat(stored.collectionId()).isEqualTo(7);
  }

  @Test
  void anOffsetThatMakesNoSenseIsRefusedByItsEntry() {
    assertThatThrownBy(() -> StoredOffset.of(Map.of("dml_0_7v0.position", 1L)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("'dml_0_7v0.timestamp'")
        .hasMessageContaining("DELETE /connectors/<name>/offsets");
  }

  @Test
  void theSourceBlockTellsWhereARecordIsFrom() {
    MilvusOffset offset = offset();
    long tso = 1_700_000_000_123L << 18 | 5;
    offset.moveTo(new Place.Changed(1, new ChannelPosition(30, 40, 0), tso, "part"));

    assertThat(offset.getSourceInfo().getInt64("ts_ms")).isEqualTo(1_700_000_000_123L);
    assertThat(offset.getSourceInfo().getInt64("tso")).isEqualTo(tso);
    assertThat(offset.getSourceInfo().getString("db")).isEqualTo("db");
    assertThat(offset.getSourceInfo().getString("collection")).isEqualTo("books");
    assertThat(offset.getSourceInfo().getString("channel")).isEqualTo("dml_1_7v1");
    assertThat(offset.getSourceInfo().getString("partition")).isEqualTo("part");
    assertThat(offset.getSourceInfo().get("snapshot")).isEqualTo("false");

    offset.snapshot(SnapshotPosition.INITIAL);
    offset.moveTo(new Place.SnapshotRow(1L, tso, false));
    assertThat(offset.getSourceInfo().getString("channel")).isNull();
    assertThat(offset.getSourceInfo().getString("snapshot")).isEqualTo("true");
  }

  @Test
  void theSourceBlockShowsWhetherTheFirstSnapshotHasEnded() {
    MilvusOffset offset = offset();
    assertThat(snapshot(offset)).isEqualTo("false");
    offset.snapshot(SnapshotPosition.INITIAL);
    assertThat(snapshot(offset)).isEqualTo("true");
    offset.moveTo(new Place.Changed(1, new ChannelPosition(30, 40, 0), 41, "part"));
    assertThat(snapshot(offset)).isEqualTo("false");
    offset.moveTo(new Place.SnapshotRow(1L, 50, false));
    assertThat(snapshot(offset)).isEqualTo("true");
    offset.moveTo(new Place.SnapshotRow(2L, 50, true));
    assertThat(snapshot(offset)).isEqualTo("last");
    offset.moveTo(new Place.Changed(1, new ChannelPosition(31, 42, 0), 43, "part"));
    offset.snapshot(SnapshotPosition.startOf(offset.snapshots().completed()));
    assertThat(snapshot(offset)).isEqualTo("last");
  }

  private static String snapshot(MilvusOffset offset) {
    return (String) offset.getSourceInfo().get("snapshot");
  }

  @Test
  void rowsOfALaterSnapshotAreMarkedAsIncremental() {
    MilvusOffset offset = offset();
    offset.snapshot(
        SnapshotPosition.startOf(
            SnapshotQueue.EMPTY.with(new Snapshot(Cause.SIGNAL, "a > 1, b", 0))));
    offset.moveTo(new Place.SnapshotRow(1L, 50, false));
    assertThat(offset.getSourceInfo().getString("snapshot")).isEqualTo("incremental");
    assertThat(offset.getOffset().get("snapshot")).isEqualTo("INCREMENTAL");
    StoredOffset stored = StoredOffset.of(offset.getOffset());
    assertThat(stored.snapshot().queue()).isEqualTo(offset.snapshots());
    assertThat(stored.snapshot().lastKey()).isEqualTo(1L);
  }

  @Test
  void anEmptiedCollectionIsAtAllOfItsPositionsAtOnce() {
    MilvusOffset offset = offset();
    offset.snapshot(new SnapshotPosition(SnapshotQueue.INITIAL, 5L));
    ChannelPosition first = new ChannelPosition(10, 20, 0);
    ChannelPosition second = new ChannelPosition(30, 40, 0);
    List<Place.Passed> both = List.of(new Place.Passed(0, first), new Place.Passed(1, second));
    offset.moveTo(new Place.Emptied(both, 41, false));
    assertThat(offset.position(0)).isEqualTo(first);
    assertThat(offset.position(1)).isEqualTo(second);
    assertThat(offset.lastKey()).as("the snapshot continues").isEqualTo(5L);
    offset.moveTo(new Place.Emptied(both, 41, true));
    assertThat(offset.lastKey()).as("the snapshot begins again").isNull();
    assertThat(offset.snapshots()).isEqualTo(SnapshotQueue.INITIAL);
  }

  @Test
  void partitionsAreToldApartByTheirThreeNamesInOneOrder() {
    NamedPartition partition = NamedPartition.ofCollection("prefix", COLLECTION.tableId());
    assertThat(partition.getSourcePartition().toString())
        .isEqualTo(
            new HashMap<>(Map.of("server", "prefix", "database", "db", "collection", "books"))
                .toString());
    assertThat(partition).isEqualTo(NamedPartition.ofCollection("prefix", COLLECTION.tableId()));
  }

  @Test
  void thePartitionsAreStoredWithThePositions() {
    KnownPartitions partitions = new KnownPartitions(Set.of(40L, 42L, 449_282_886L), 100);
    MilvusOffset offset = offset(partitions);
    partitions.written(41, 101);
    partitions.dropped(42);
    assertThat(offset.getOffset().get("partitions")).isEqualTo("40,1,449282845");
    assertThat(StoredOffset.of(offset.getOffset()).partitions().orElseThrow().text())
        .isEqualTo("40,1,449282845");
    assertThat(offset.getOffset().get("partitions"))
        .as("one text for all records")
        .isSameAs(offset.getOffset().get("partitions"));
  }

  private static MilvusOffset offset() {
    return offset(null);
  }

  private static MilvusOffset offset(KnownPartitions partitions) {
    Configuration options = Configuration.from(Map.of("topic.prefix", "t"));
    return new MilvusOffset(
        new MilvusSourceConfig(MilvusSourceConfig.OPTIONS.withDefaults(options)),
        COLLECTION,
        partitions);
  }
}
