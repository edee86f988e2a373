// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.MsgHeader;
import io.milvus.grpc.MsgType;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/**
 * The rows of a collection {@code (id INT64, v FLOAT_VECTOR)} as its log tells them: all inserts
 * and deletes in the order of their timestamps, a delete before the insert of its upsert. Milvus
 * itself can lose rows when it is killed.
 */
final class LogReplay {
  private LogReplay() {}

  /** The vectors by id. */
  static SortedMap<Long, List<Float>> rows(
      KafkaClient kafka, MilvusClient milvus, String collection)
      throws InvalidProtocolBufferException {
    var described = milvus.describe(collection);
    List<Change> changes = new ArrayList<>();
    for (String channel : described.getPhysicalChannelNamesList()) {
      for (ConsumerRecord<byte[], byte[]> record :
          kafka.read(channel, IsolationLevel.READ_UNCOMMITTED)) {
        read(record.value(), described.getCollectionID(), changes);
      }
    }
    changes.sort(Comparator.comparingLong(Change::timestamp).thenComparing(Change::inserts));
    SortedMap<Long, List<Float>> rows = new TreeMap<>();
    for (Change change : changes) {
      if (change.inserts()) {
        rows.put(change.id(), change.vector());
      } else {
        rows.remove(change.id());
      }
    }
    return rows;
  }

  private static void read(byte[] value, long collection, List<Change> changes)
      throws InvalidProtocolBufferException {
    int type = MsgHeader.parseFrom(value).getBase().getMsgTypeValue();
    if (type == MsgType.Insert_VALUE) {
      Msg.InsertRequest inserted = Msg.InsertRequest.parseFrom(value);
      if (inserted.getCollectionID() == collection) {
        insert(inserted, changes);
      }
    } else if (type == MsgType.Delete_VALUE) {
      Msg.DeleteRequest deleted = Msg.DeleteRequest.parseFrom(value);
      if (deleted.getCollectionID() == collection) {
        for (int i = 0; i < deleted.getTimestampsCount(); i++) {
          long id = deleted.getPrimaryKeys().getIntId().getData(i);
          changes.add(new Change(deleted.getTimestamps(i), false, id, null));
        }
      }
    }
  }

  private static void insert(Msg.InsertRequest inserted, List<Change> changes) {
    List<Long> ids = field(inserted, "id").getScalars().getLongData().getDataList();
    FieldData vectors = field(inserted, "v");
    List<Float> floats = vectors.getVectors().getFloatVector().getDataList();
    int dimension = Math.toIntExact(vectors.getVectors().getDim());
    for (int i = 0; i < ids.size(); i++) {
      changes.add(
          new Change(
              inserted.getTimestamps(i),
              true,
              ids.get(i),
              List.copyOf(floats.subList(i * dimension, (i + 1) * dimension))));
    }
  }

  private static FieldData field(Msg.InsertRequest inserted, String name) {
    return inserted.getFieldsDataList().stream()
        .filter(field -> field.getFieldName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private record Change(long timestamp, boolean inserts, long id, List<Float> vector) {}
}
