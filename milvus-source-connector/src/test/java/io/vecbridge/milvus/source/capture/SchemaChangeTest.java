// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.log.Messages;
import io.vecbridge.milvus.source.log.StreamedProperties;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A field that is added while a collection is captured takes effect at its place in the log. */
class SchemaChangeTest {
  private static final int TICK = 1;
  private static final int INSERT = 2;
  private static final int SCHEMA_CHANGE = 12;

  private final CaptureInMemory capture = new CaptureInMemory();

  @BeforeEach
  void milvus() {
    capture.milvus.version = "v2.6.20";
    capture.milvus.addsField = true;
  }

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void rowsAfterTheChangeHaveTheFieldAndRowsBeforeItDoNot() throws Exception {
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L);
    change();
    scored(30, 4L, 1.5);
    capture.streamed(TICK, 40, "").start();
    assertThat(capture.changes(2)).containsExactly("c 3", "c 4");
    List<Struct> rows = rows();
    assertThat(rows.get(0).schema().field("score")).isNull();
    assertThat(rows.get(1).getFloat64("score")).isEqualTo(1.5);
    assertThat(capture.positions()).containsExactly(1L, 5L);
  }

  @Test
  void theSchemaChangeEventComesBeforeTheFirstRowWithTheField() throws Exception {
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L);
    change();
    scored(30, 4L, 1.5);
    capture.streamed(TICK, 40, "").start();
    capture.changes(2);
    List<String> topics = new ArrayList<>();
    for (SourceRecord record : capture.records) {
      if (record.topic().equals("t") || record.topic().equals("t.shop.books")) {
        topics.add(record.topic());
      }
    }
    assertThat(topics).containsExactly("t", "t.shop.books", "t", "t.shop.books");
  }

  @Test
  void aRunningSnapshotContinuesWithTheField() throws Exception {
    capture.milvus.rows.addAll(List.of(1L, 2L));
    capture.storedInSnapshot().streamed(TICK, 5, "").streamedInsert(10, 3L);
    change();
    scored(30, 4L, 1.5);
    capture.start();
    assertThat(capture.changes(4)).containsExactly("c 3", "c 4", "r 1", "r 2");
  }

  private void change() {
    CollectionSchema schema =
        CollectionSchema.newBuilder()
            .addFields(MilvusInMemory.SCORE.toBuilder().setFieldID(100).setName("id"))
            .addFields(MilvusInMemory.SCORE)
            .build();
    capture.log.append(
        CaptureInMemory.PCHANNEL,
        StreamedProperties.of(SCHEMA_CHANGE, 20, CaptureInMemory.VCHANNEL),
        body(schema));
  }

  /** A body whose first field is the schema. */
  private static byte[] body(CollectionSchema schema) {
    return UnknownFieldSet.newBuilder()
        .addField(
            1, UnknownFieldSet.Field.newBuilder().addLengthDelimited(schema.toByteString()).build())
        .build()
        .toByteArray();
  }

  private void scored(long timestamp, Long key, double score) {
    capture.log.append(
        CaptureInMemory.PCHANNEL,
        StreamedProperties.of(INSERT, timestamp, CaptureInMemory.VCHANNEL),
        Messages.insert(CaptureInMemory.VCHANNEL, 7, "part", List.of(), List.of(key)).toBuilder()
            .addFieldsData(
                FieldData.newBuilder()
                    .setFieldName("score")
                    .setFieldId(101)
                    .setType(DataType.Double)
                    .setScalars(
                        ScalarField.newBuilder()
                            .setDoubleData(DoubleArray.newBuilder().addData(score))))
            .build()
            .toByteArray());
  }

  private List<Struct> rows() {
    List<Struct> rows = new ArrayList<>();
    for (SourceRecord record : capture.records) {
      if (record.topic().equals("t.shop.books") && record.value() != null) {
        rows.add(((Struct) record.value()).getStruct("after"));
      }
    }
    return rows;
  }
}
