// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.FieldData;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.MessageDecoder;
import io.vecbridge.milvus.source.log.RecordedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import milvus.proto.msg.Msg;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The guarantees of this package on a log that a real Milvus wrote. */
class RecordedLogTest {
  private record Decoded(LogRecord record, LogMessage message) {}

  private record Shard(String pchannel, String vchannel, long collectionId) {}

  private static final Map<String, List<Decoded>> LOGS = new LinkedHashMap<>();
  private static final List<Shard> SHARDS = new ArrayList<>();

  @BeforeAll
  static void decode() throws IOException {
    MessageDecoder decoder = new MessageDecoder();
    for (LogRecord record : RecordedLog.records()) {
      LogMessage message = decoder.decode(record, vchannel -> true);
      LOGS.computeIfAbsent(record.pchannel(), p -> new ArrayList<>())
          .add(new Decoded(record, message));
      if (message instanceof LogMessage.Other) {
        Msg.CreateCollectionRequest created = Msg.CreateCollectionRequest.parseFrom(record.value());
        for (String vchannel : created.getVirtualChannelNamesList()) {
          if (vchannel.startsWith(record.pchannel() + "_")) {
            SHARDS.add(new Shard(record.pchannel(), vchannel, created.getCollectionID()));
          }
        }
      }
    }
  }

  @Test
  void allKindsOfMessagesAreInIt() {
    Map<String, Integer> counts = new TreeMap<>();
    LOGS.values()
        .forEach(
            log ->
                log.forEach(
                    record ->
                        counts.merge(
                            record.message().getClass().getSimpleName(), 1, Integer::sum)));
    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Inserted", 1681,
                "Deleted", 1234,
                "TimeTick", 886,
                "Other", 10,
                "CollectionDropped", 1,
                "PartitionDropped", 2));
    assertThat(LOGS).hasSize(3);
    assertThat(SHARDS).hasSize(10);
  }

  @Test
  void theChangesEndWithTheRowsThatMilvusHas() throws IOException {
    Map<Long, Map<String, Long>> rows = new HashMap<>();
    for (Shard shard : SHARDS) {
      Map<String, Long> versions = new HashMap<>();
      Map<String, String> partitions = new HashMap<>();
      for (Change change : changes(shard, ChannelPosition.START, Integer.MAX_VALUE)) {
        if (change instanceof Change.RowWritten written) {
          versions.put(Entities.key(written).toString(), version(written));
          partitions.put(Entities.key(written).toString(), written.partition());
        } else if (change instanceof Change.RowDeleted deleted) {
          versions.remove(deleted.key().toString());
        } else if (change instanceof Change.Announced announced
            && announced.message() instanceof LogMessage.PartitionDropped dropped) {
          versions.keySet().removeIf(key -> dropped.partition().equals(partitions.get(key)));
        } else {
          versions.clear();
        }
      }
      if (!versions.isEmpty()) {
        rows.computeIfAbsent(shard.collectionId(), id -> new HashMap<>()).putAll(versions);
      }
    }
    assertThat(rows).isEqualTo(RecordedLog.rows());
  }

  @Test
  void upsertsOfRowsThatLiveAreUpdates() {
    long[] updates = new long[2];
    for (Shard shard : SHARDS) {
      Map<Object, Boolean> living = new HashMap<>();
      for (Change change : changes(shard, ChannelPosition.START, Integer.MAX_VALUE)) {
        if (change instanceof Change.RowWritten written) {
          if (living.put(Entities.key(written), true) != null) {
            assertThat(written.update()).isTrue();
          }
          updates[written.update() ? 1 : 0]++;
        } else if (change instanceof Change.RowDeleted deleted) {
          living.remove(deleted.key());
        }
      }
    }
    assertThat(updates[0]).isPositive();
    assertThat(updates[1]).isPositive();
  }

  @Test
  void everyChangeCanBeGoneOnFrom() {
    for (Shard shard : SHARDS) {
      List<Change> all = changes(shard, ChannelPosition.START, Integer.MAX_VALUE);
      for (int i = 0; i < all.size(); i++) {
        // To the end from every 20th; what a position gets wrong shows in the changes behind it.
        int most = i % 20 == 0 ? Integer.MAX_VALUE : 100;
        List<Change> rest = changes(shard, all.get(i).after(), most);
        assertThat(rest).hasSize(Math.min(most, all.size() - i - 1));
        for (int j = 0; j < rest.size(); j++) {
          Change expected = all.get(i + 1 + j);
          if (!same(rest.get(j), expected)) {
            assertThat(Described.text(rest.get(j))).isEqualTo(Described.text(expected));
          }
        }
      }
    }
  }

  private static boolean same(Change one, Change other) {
    if (one instanceof Change.RowWritten a && other instanceof Change.RowWritten b) {
      return a.update() == b.update() && a.row() == b.row() && a.insert() == b.insert();
    }
    return Described.text(one).equals(Described.text(other));
  }

  /** The first changes that follow a position; records before it are not read. */
  private static List<Change> changes(Shard shard, ChannelPosition start, int most) {
    ChannelBuffer buffer =
        new ChannelBuffer(shard.vchannel(), shard.collectionId(), start, Entities::open);
    PchannelRouter router = new PchannelRouter(new StreamCounters());
    router.add(buffer);
    List<Change> changes = new ArrayList<>();
    for (Decoded record : LOGS.get(shard.pchannel())) {
      if (!record.record().position().isBefore(start.position())
          && concerns(record.message(), shard)) {
        router.accept(record.record(), record.message());
        for (Change c = next(buffer); c != null; c = next(buffer)) {
          changes.add(c);
          if (changes.size() == most) {
            return changes;
          }
        }
      }
    }
    assertThat(buffer.heldBytes()).isZero();
    return changes;
  }

  private static boolean concerns(LogMessage message, Shard shard) {
    return !(message instanceof LogMessage.Rows rows) || rows.vchannel().equals(shard.vchannel());
  }

  private static Change next(ChannelBuffer buffer) {
    return buffer.poll(Long.MAX_VALUE);
  }

  private static long version(Change.RowWritten written) {
    for (FieldData field : written.insert().request().getFieldsDataList()) {
      if (field.getFieldName().equals("version")) {
        return field.getScalars().getLongData().getData(written.row());
      }
    }
    throw new AssertionError("No field version");
  }
}
