// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.IDs;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import java.util.List;
import milvus.proto.msg.Msg;

/** Messages as Milvus 2.3 to 2.5 write them, with a primary key field {@code id} and no others. */
public final class Messages {
  private Messages() {}

  public static Msg.InsertRequest insert(
      String vchannel, long collection, String partition, List<Long> timestamps, List<?> keys) {
    ScalarField.Builder scalars = ScalarField.newBuilder();
    boolean text = keys.get(0) instanceof String;
    if (text) {
      scalars.setStringData(strings(keys));
    } else {
      scalars.setLongData(longs(keys));
    }
    return Msg.InsertRequest.newBuilder()
        .setBase(MsgBase.newBuilder().setMsgType(MsgType.Insert))
        .setShardName(vchannel)
        .setCollectionID(collection)
        .setPartitionName(partition)
        .addAllTimestamps(timestamps)
        .setNumRows(keys.size())
        .setVersion(Msg.InsertDataVersion.ColumnBased)
        .addFieldsData(
            FieldData.newBuilder()
                .setFieldName("id")
                .setFieldId(100)
                .setType(text ? DataType.VarChar : DataType.Int64)
                .setScalars(scalars))
        .build();
  }

  public static Msg.DeleteRequest delete(
      String vchannel, long collection, String partition, List<Long> timestamps, List<?> keys) {
    IDs.Builder ids = IDs.newBuilder();
    if (keys.get(0) instanceof String) {
      ids.setStrId(strings(keys));
    } else {
      ids.setIntId(longs(keys));
    }
    return Msg.DeleteRequest.newBuilder()
        .setBase(MsgBase.newBuilder().setMsgType(MsgType.Delete))
        .setShardName(vchannel)
        .setCollectionID(collection)
        .setPartitionName(partition)
        .addAllTimestamps(timestamps)
        .setNumRows(keys.size())
        .setPrimaryKeys(ids)
        .build();
  }

  public static Msg.TimeTickMsg tick(long timestamp) {
    return Msg.TimeTickMsg.newBuilder()
        .setBase(MsgBase.newBuilder().setMsgType(MsgType.TimeTick).setTimestamp(timestamp))
        .build();
  }

  private static LongArray longs(List<?> keys) {
    LongArray.Builder longs = LongArray.newBuilder();
    keys.forEach(key -> longs.addData((Long) key));
    return longs.build();
  }

  private static StringArray strings(List<?> keys) {
    StringArray.Builder strings = StringArray.newBuilder();
    keys.forEach(key -> strings.addData((String) key));
    return strings.build();
  }
}
