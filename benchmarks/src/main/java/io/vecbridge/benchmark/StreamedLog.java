// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import io.vecbridge.harness.server.Kafka;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.LongStream;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A log in the format of Milvus's streaming service (2.6 and later): inserts of an INT64 key and a
 * float vector, each followed by a tick.
 */
final class StreamedLog {
  /** The type of inserts. */
  static final byte[] INSERT = {'2'};

  private static final byte[] TICK = {'1'};
  private static final int ROWS_PER_INSERT = 1000;
  private static final long ID = 7;

  private final FilledCollection collection;

  StreamedLog(FilledCollection collection) {
    this.collection = collection;
  }

  String topic() {
    return "streamed-" + collection.name();
  }

  private String vchannel() {
    return topic() + "_7v0";
  }

  DescribeCollectionResponse description() {
    return DescribeCollectionResponse.newBuilder()
        .setCollectionID(ID)
        .setCollectionName(collection.name())
        .addPhysicalChannelNames(topic())
        .addVirtualChannelNames(vchannel())
        .setSchema(
            CollectionSchema.newBuilder()
                .setName(collection.name())
                .addFields(
                    FieldSchema.newBuilder()
                        .setFieldID(100)
                        .setName("id")
                        .setDataType(DataType.Int64)
                        .setIsPrimaryKey(true))
                .addFields(
                    FieldSchema.newBuilder()
                        .setFieldID(101)
                        .setName("v")
                        .setDataType(DataType.FloatVector)
                        .addTypeParams(
                            KeyValuePair.newBuilder()
                                .setKey("dim")
                                .setValue(Integer.toString(collection.dimension())))))
        .build();
  }

  void write(Kafka kafka) {
    Map<String, Object> properties =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            8 << 20);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      long timeTick = (collection.before() << 18) + 1;
      for (int first = 0; first < collection.rows(); first += ROWS_PER_INSERT) {
        producer.send(record(INSERT, timeTick++, insert(first)));
        producer.send(record(TICK, timeTick++, tick()));
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record(byte[] type, long timeTick, byte[] value) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic(), 0, null, value);
    record.headers().add("_v", new byte[] {'1'}).add("_t", type);
    record.headers().add("_tt", text(Long.toUnsignedString(timeTick, 36))).add("_wt", text("1"));
    record.headers().add("_h", new byte[0]).add("_lc", text("100"));
    if (type == INSERT) {
      record.headers().add("_vc", text(vchannel()));
    }
    return record;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] tick() {
    return Msg.TimeTickMsg.newBuilder()
        .setBase(MsgBase.newBuilder().setMsgType(MsgType.TimeTick))
        .build()
        .toByteArray();
  }

  private byte[] insert(int first) {
    FloatArray.Builder vectors = FloatArray.newBuilder();
    for (float value : RandomVectors.floats(first, ROWS_PER_INSERT, collection.dimension())) {
      vectors.addData(value);
    }
    LongArray.Builder keys = LongArray.newBuilder();
    LongStream.range(first, first + ROWS_PER_INSERT).forEach(keys::addData);
    return Msg.InsertRequest.newBuilder()
        .setBase(MsgBase.newBuilder().setMsgType(MsgType.Insert))
        .setShardName(vchannel())
        .setCollectionID(ID)
        .setCollectionName(collection.name())
        .setPartitionName("_default")
        .setPartitionID(1)
        .setNumRows(ROWS_PER_INSERT)
        .setVersion(Msg.InsertDataVersion.ColumnBased)
        .addFieldsData(
            FieldData.newBuilder()
                .setType(DataType.Int64)
                .setFieldName("id")
                .setFieldId(100)
                .setScalars(ScalarField.newBuilder().setLongData(keys)))
        .addFieldsData(
            FieldData.newBuilder()
                .setType(DataType.FloatVector)
                .setFieldName("v")
                .setFieldId(101)
                .setVectors(
                    VectorField.newBuilder()
                        .setDim(collection.dimension())
                        .setFloatVector(vectors)))
        .build()
        .toByteArray();
  }
}
