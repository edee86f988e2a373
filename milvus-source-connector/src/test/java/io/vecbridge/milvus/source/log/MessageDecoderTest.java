// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import milvus.proto.msg.Msg;
import org.junit.jupiter.api.Test;

class MessageDecoderTest {
  private static final String CHANNEL = "dml_3_7v0";

  private final MessageDecoder decoder = new MessageDecoder();

  private static LogRecord record(byte[] value) {
    return new LogRecord("dml_3", 42, value);
  }

  private LogMessage decode(byte[] value) {
    return decoder.decode(record(value), CHANNEL::equals);
  }

  private static MsgBase base(MsgType type) {
    return MsgBase.newBuilder().setMsgType(type).setMsgID(9).setTimestamp(5).build();
  }

  @Test
  void insertsKeepTheirRowTimestamps() {
    LogMessage message =
        decode(Messages.insert(CHANNEL, 7, "p", List.of(10L, 11L), List.of(1L, 2L)).toByteArray());
    assertThat(message)
        .isInstanceOfSatisfying(
            LogMessage.Inserted.class,
            inserted -> {
              assertThat(inserted.vchannel()).isEqualTo(CHANNEL);
              assertThat(inserted.collectionId()).isEqualTo(7);
              assertThat(inserted.partition()).isEqualTo("p");
              assertThat(inserted.rows()).isEqualTo(2);
              assertThat(inserted.timestamp(1)).isEqualTo(11);
            });
  }

  @Test
  void deletesHaveKeysOfBothTypesAndOfOldWriters() {
    assertThat(deleted(Messages.delete(CHANNEL, 7, "", List.of(10L), List.of(1L)))).isEqualTo(1L);
    assertThat(deleted(Messages.delete(CHANNEL, 7, "", List.of(10L), List.of("a")))).isEqualTo("a");
    assertThat(
            deleted(
                Messages.delete(CHANNEL, 7, "", List.of(10L), List.of(1L)).toBuilder()
                    .clearPrimaryKeys()
                    .addInt64PrimaryKeys(3)
                    .build()))
        .isEqualTo(3L);
  }

  private Object deleted(Msg.DeleteRequest request) {
    LogMessage.Deleted deleted = (LogMessage.Deleted) decode(request.toByteArray());
    assertThat(deleted.partition()).isNull();
    assertThat(deleted.timestamp(0)).isEqualTo(10);
    return deleted.key(0);
  }

  @Test
  void rowsOfOtherChannelsAreNotParsed() {
    Msg.InsertRequest insert = Messages.insert("dml_3_8v0", 8, "p", List.of(10L), List.of(1L));
    byte[] cut = Arrays.copyOf(insert.toByteArray(), insert.getSerializedSize() - 3);
    assertThat(decode(cut)).isInstanceOf(LogMessage.Other.class);
  }

  @Test
  void fieldsComeInAnyOrder() {
    Msg.InsertRequest all = Messages.insert(CHANNEL, 7, "p", List.of(10L), List.of(1L));
    Msg.InsertRequest rest = all.toBuilder().clearBase().clearShardName().build();
    Msg.InsertRequest first =
        Msg.InsertRequest.newBuilder().setBase(all.getBase()).setShardName(CHANNEL).build();
    assertThat(decode(concat(rest.toByteArray(), first.toByteArray())))
        .isInstanceOf(LogMessage.Inserted.class);
  }

  @Test
  void ticksAndAnnouncementsAreToldApartByTheirMessageType() {
    assertThat(decode(Messages.tick(99).toByteArray())).isEqualTo(new LogMessage.TimeTick(99));
    assertThat(
            decode(
                Msg.CreateCollectionRequest.newBuilder()
                    .setBase(base(MsgType.CreateCollection))
                    .setCollectionID(7)
                    .addVirtualChannelNames(CHANNEL)
                    .build()
                    .toByteArray()))
        .isEqualTo(new LogMessage.Other());
    assertThat(
            decode(
                Msg.DropCollectionRequest.newBuilder()
                    .setBase(base(MsgType.DropCollection))
                    .setCollectionID(7)
                    .setCollectionName("c")
                    .build()
                    .toByteArray()))
        .isEqualTo(new LogMessage.CollectionDropped(7, "c", 5));
    assertThat(
            decode(
                Msg.DropPartitionRequest.newBuilder()
                    .setBase(base(MsgType.DropPartition))
                    .setCollectionID(7)
                    .setPartitionName("p")
                    .setPartitionID(8)
                    .build()
                    .toByteArray()))
        .isEqualTo(new LogMessage.PartitionDropped(7, 8, "p", 5));
    assertThat(
            decode(
                Msg.ImportMsg.newBuilder()
                    .setBase(base(MsgType.Import))
                    .setCollectionID(7)
                    .build()
                    .toByteArray()))
        .isEqualTo(new LogMessage.Imported(7, 0, List.of(), 5));
    assertThat(
            decode(
                Msg.CreatePartitionRequest.newBuilder()
                    .setBase(base(MsgType.CreatePartition))
                    .build()
                    .toByteArray()))
        .isInstanceOf(LogMessage.Other.class);
  }

  @Test
  void unknownTypesAreOfNoConcern() {
    byte[] message =
        Msg.TimeTickMsg.newBuilder()
            .setBase(MsgBase.newBuilder().setMsgTypeValue(98_765))
            .build()
            .toByteArray();
    assertThat(decode(message)).isInstanceOf(LogMessage.Other.class);
  }

  @Test
  void whatIsNoMessageIsRefusedWithItsPlace() {
    Msg.InsertRequest insert = Messages.insert(CHANNEL, 7, "p", List.of(10L), List.of(1L));
    byte[] cut = Arrays.copyOf(insert.toByteArray(), insert.getSerializedSize() - 3);
    assertThatThrownBy(() -> decode(cut))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining(
            "Channel \"dml_3\", position 42: the record is not a message of" + " Milvus");
    assertThatThrownBy(() -> decode("{\"a\": 1}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("Channel \"dml_3\", position 42");
    assertThatThrownBy(() -> decode(new byte[0]))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("it has no message type");
  }

  @Test
  void rowsWithoutTimestampsAreRefused() {
    byte[] message =
        Messages.insert(CHANNEL, 7, "p", List.of(10L), List.of(1L)).toBuilder()
            .clearTimestamps()
            .build()
            .toByteArray();
    assertThatThrownBy(() -> decode(message))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("1 rows have 0 timestamps");
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
