// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.ScalarField;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.log.Alter;
import io.vecbridge.milvus.source.log.Messages;
import io.vecbridge.milvus.source.log.StreamedProperties;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A schema that changes while a collection is captured changes at its place in the log, whatever
 * Milvus describes by then.
 */
class SchemaChangeTest {
  private static final int TICK = 1;
  private static final int INSERT = 2;
  private static final int SCHEMA_CHANGE = 12;
  private static final String OTHER_VCHANNEL = "dml_1_7v1";
  private static final FieldSchema ID =
      FieldSchema.newBuilder()
          .setFieldID(100)
          .setName("id")
          .setDataType(DataType.Int64)
          .setIsPrimaryKey(true)
          .build();
  private static final CollectionSchema WITHOUT =
      CollectionSchema.newBuilder().addFields(ID).build();
  private static final CollectionSchema WITH =
      WITHOUT.toBuilder().addFields(MilvusInMemory.SCORE).build();

  private final CaptureInMemory capture = new CaptureInMemory();

  @BeforeEach
  void milvus() {
    capture.milvus.version = "v2.6.20";
  }

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void rowsAfterAnAdditionHaveTheFieldAndRowsBeforeItDoNot() throws Exception {
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L);
    schema(20, CaptureInMemory.VCHANNEL, WITH);
    scored(CaptureInMemory.VCHANNEL, 30, 4L, 1.5);
    capture.streamed(TICK, 40, "").start();
    assertThat(capture.changes(2)).containsExactly("c 3", "c 4");
    assertThat(rows()).containsExactly("Struct{id=3}", "Struct{id=4,score=1.5}");
    assertThat(capture.positions()).containsExactly(1L, 5L);
  }

  @Test
  void theFormOfEarlyVersionsIsReadToo() throws Exception {
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L);
    capture.log.append(
        CaptureInMemory.PCHANNEL,
        StreamedProperties.of(SCHEMA_CHANGE, 20, CaptureInMemory.VCHANNEL),
        UnknownFieldSet.newBuilder()
            .addField(
                1,
                UnknownFieldSet.Field.newBuilder().addLengthDelimited(WITH.toByteString()).build())
            .build()
            .toByteArray());
    scored(CaptureInMemory.VCHANNEL, 30, 4L, 1.5);
    capture.streamed(TICK, 40, "").start();
    capture.changes(2);
    assertThat(rows()).containsExactly("Struct{id=3}", "Struct{id=4,score=1.5}");
  }

  @Test
  void aSchemaChangeEventOfTypeAlterStandsAtThePlaceOfTheChange() throws Exception {
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L);
    schema(20, CaptureInMemory.VCHANNEL, WITH);
    scored(CaptureInMemory.VCHANNEL, 30, 4L, 1.5);
    schema(31, CaptureInMemory.VCHANNEL, WITHOUT, 101);
    capture.streamedInsert(32, 5L).streamed(TICK, 40, "").start();
    capture.changes(3);
    assertThat(events())
        .containsExactly("CREATE [id]", "c 3", "ALTER [id, score]", "c 4", "ALTER [id]", "c 5");
  }

  @Test
  void aDescriptionThatIsNewerThanTheChangeStays() throws Exception {
    capture.milvus.fields = List.of(MilvusInMemory.SCORE);
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L);
    schema(20, CaptureInMemory.VCHANNEL, WITH);
    scored(CaptureInMemory.VCHANNEL, 30, 4L, 1.5);
    capture.streamed(TICK, 40, "").start();
    capture.changes(2);
    assertThat(events()).containsExactly("CREATE [id, score]", "c 3", "c 4");
    assertThat(rows()).containsExactly("Struct{id=3}", "Struct{id=4,score=1.5}");
  }

  @Test
  void aFieldIsDroppedInEachChannelByItsOwnCopyOfTheChange() throws Exception {
    capture.milvus.fields = List.of(MilvusInMemory.SCORE.toBuilder().setNullable(false).build());
    capture.milvus.shards = 2;
    capture.log.recordsPerPoll(10);
    capture.storedAt(0).storedPosition(OTHER_VCHANNEL, 0).streamed(TICK, 5, "");
    capture.log.append("dml_1", StreamedProperties.of(TICK, 5, ""), new byte[0]);
    scored(CaptureInMemory.VCHANNEL, 10, 3L, 0.5);
    schema(20, CaptureInMemory.VCHANNEL, WITHOUT, 101);
    capture.streamedInsert(22, 4L).streamed(TICK, 40, "").start();
    capture.changes(2);
    scored(OTHER_VCHANNEL, 21, 5L, 1.5);
    schema(23, OTHER_VCHANNEL, WITHOUT, 101);
    capture.log.append(
        "dml_1",
        StreamedProperties.of(INSERT, 24, OTHER_VCHANNEL),
        Messages.insert(OTHER_VCHANNEL, 7, "part", List.of(), List.of(6L)).toByteArray());
    capture.log.append("dml_1", StreamedProperties.of(TICK, 40, ""), new byte[0]);
    capture.changes(4);
    assertThat(rows())
        .containsExactly(
            "Struct{id=3,score=0.5}", "Struct{id=4}", "Struct{id=5,score=1.5}", "Struct{id=6}");
    assertThat(events())
        .containsExactly(
            "CREATE [id, score]", "c 3", "ALTER [id, score]", "c 4", "c 5", "ALTER [id]", "c 6");
  }

  @Test
  void aRunningSnapshotContinuesWithTheField() throws Exception {
    capture.milvus.rows.addAll(List.of(1L, 2L));
    capture.storedInSnapshot().streamed(TICK, 5, "").streamedInsert(10, 3L);
    schema(20, CaptureInMemory.VCHANNEL, WITH);
    scored(CaptureInMemory.VCHANNEL, 30, 4L, 1.5);
    capture.start();
    assertThat(capture.changes(4)).containsExactly("c 3", "c 4", "r 1", "r 2");
  }

  private void schema(long timestamp, String vchannel, CollectionSchema schema, long... dropped) {
    capture.altered(timestamp, vchannel, "schema", Alter.schema(schema), dropped);
  }

  private void scored(String vchannel, long timestamp, Long key, double score) {
    capture.log.append(
        vchannel.substring(0, vchannel.indexOf("_7v")),
        StreamedProperties.of(INSERT, timestamp, vchannel),
        Messages.insert(vchannel, 7, "part", List.of(), List.of(key)).toBuilder()
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

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (SourceRecord record : capture.records) {
      if (record.topic().equals("t.shop.books") && record.value() != null) {
        rows.add(((Struct) record.value()).getStruct("after").toString());
      }
    }
    return rows;
  }

  /** The changes, and the schema change events with the names of the columns. */
  private List<String> events() {
    List<String> events = new ArrayList<>();
    for (SourceRecord record : capture.records) {
      if (record.topic().equals("t")) {
        Struct change = (Struct) ((Struct) record.value()).getArray("tableChanges").get(0);
        List<String> columns = new ArrayList<>();
        for (Object column : change.getStruct("table").getArray("columns")) {
          columns.add(((Struct) column).getString("name"));
        }
        events.add(change.getString("type") + " " + columns);
      } else if (record.topic().equals("t.shop.books") && record.value() != null) {
        events.add(
            ((Struct) record.value()).getString("op") + " " + ((Struct) record.key()).get("id"));
      }
    }
    return events;
  }
}
