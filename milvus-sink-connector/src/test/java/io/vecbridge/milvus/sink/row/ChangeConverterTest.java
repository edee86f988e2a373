// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.ValueField;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ChangeConverterTest {
  private static final List<Float> VECTOR = List.of(1f, 2f);

  @Test
  void aRowHasTheFieldsInTheirOrderAndTheKeyFromTheRecordsKey() {
    RowChange change =
        convert(TestCollections.numbered(), record(Map.of("id", 7), Map.of("v", VECTOR, "id", 8)));

    assertThat(change.key()).isEqualTo(7L);
    assertThat(change.values()[0]).isEqualTo(7L);
    assertThat((float[]) change.values()[1]).containsExactly(1f, 2f);
    assertThat(change.bytes()).isEqualTo(16);
  }

  @Test
  void aBareKeyIsThePrimaryKeyAndATombstoneDeletes() {
    RowChange change = convert(TestCollections.numbered(), record("7", null));

    assertThat(change.writes()).isFalse();
    assertThat(change.key()).isEqualTo(7L);
    assertThat(change.values()).isEmpty();
  }

  @Test
  void aKeyOfOtherColumnsIsRefusedForAllRecords() {
    Map<String, Object> row = Map.of("v", VECTOR);
    assertThatThrownBy(
            () -> convert(TestCollections.numbered(), record(Map.of("id", 1, "tenant", "a"), row)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("the primary key of collection default.c is 'id' alone")
        .hasMessageContaining("message.key.columns");
  }

  @Test
  void aMissingValueIsNullOrTheDefaultOrABadRecord() {
    TargetCollection target =
        TestCollections.of(
            TestCollections.schema()
                .addFields(
                    FieldSchema.newBuilder()
                        .setName("n")
                        .setDataType(DataType.Int32)
                        .setNullable(true))
                .addFields(
                    FieldSchema.newBuilder()
                        .setName("d")
                        .setDataType(DataType.Int16)
                        .setDefaultValue(ValueField.newBuilder().setIntData(5)))
                .build());
    RowChange change = convert(target, record(Map.of("id", 1), Map.of("v", VECTOR)));

    assertThat(change.values()[2]).isNull();
    assertThat(change.values()[3]).isEqualTo(5L);
    assertThatThrownBy(() -> convert(target, record(Map.of("id", 1), Map.of("n", 1))))
        .isInstanceOf(BadRecordException.class)
        .hasMessage(
            "The record at topic ob.shop.c, partition 0, offset 3 can't be written: field 'v'"
                + " (FLOAT_VECTOR(2)) of collection default.c has no column in the record, and the"
                + " field is not nullable and has no default.");
  }

  @Test
  void aFieldOfATypeThatIsNotWrittenNeedsNoValueIfMilvusHasOne() {
    FieldSchema.Builder time = FieldSchema.newBuilder().setName("t").setDataTypeValue(29);
    Map<String, Object> row = Map.of("v", VECTOR);
    TargetCollection nullable = withField(time.clone().setNullable(true));
    TargetCollection filled =
        withField(time.clone().setDefaultValue(ValueField.getDefaultInstance()));
    TargetCollection neither = withField(time);

    assertThat(convert(nullable, record(Map.of("id", 1), row)).values()[2]).isNull();
    assertThat(convert(filled, record(Map.of("id", 1), row)).values()[2]).isNull();
    assertThatThrownBy(() -> convert(neither, record(Map.of("id", 1), row)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContainingAll("field 't' (TIME)", "has no column in the record");
    Map<String, Object> valued = Map.of("v", VECTOR, "t", "2024-01-01T00:00:00Z");
    assertThatThrownBy(() -> convert(nullable, record(Map.of("id", 1), valued)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("this version does not write TIME fields");
  }

  private static TargetCollection withField(FieldSchema.Builder field) {
    return TestCollections.of(TestCollections.schema().addFields(field).build());
  }

  @Test
  void aColumnBelongsToTheFieldWhoseNameDiffersByCaseAlone() {
    TargetCollection target =
        withField(FieldSchema.newBuilder().setName("n").setDataType(DataType.Int32));
    RowChange change =
        convert(target, record(Map.of("ID", 1), Map.of("ID", 1, "V", VECTOR, "N", 5)));

    assertThat(change.values()).containsExactly(1L, new float[] {1, 2}, 5L);
    assertThat(convert(target, record(Map.of("ID", 7), null)).key()).isEqualTo(7L);
  }

  @Test
  void aColumnOfTheFieldsOwnNameComesFirstAndTwoOfOtherCaseAreNone() {
    TargetCollection target =
        TestCollections.of(
            TestCollections.schema()
                .addFields(
                    FieldSchema.newBuilder()
                        .setName("num")
                        .setDataType(DataType.Int32)
                        .setNullable(true))
                .setEnableDynamicField(true)
                .build());

    Object[] own =
        convert(target, record(Map.of("id", 1), Map.of("v", VECTOR, "num", 5, "NUM", 6))).values();
    assertThat(own[2]).isEqualTo(5L);
    assertThat(((ByteString) own[3]).toStringUtf8()).isEqualTo("{\"NUM\":6}");
    Object[] none =
        convert(target, record(Map.of("id", 1), Map.of("v", VECTOR, "Num", 5, "NUM", 6))).values();
    assertThat(none[2]).isNull();
    assertThat(((ByteString) none[3]).toStringUtf8()).contains("\"NUM\":6", "\"Num\":5");
  }

  @Test
  void aValueThatTheChangeDidNotTouchIsReportedWithItsRemedy() {
    TargetCollection target =
        TestCollections.of(TestCollections.schema().setEnableDynamicField(true).build());
    List<String> placeholder = List.of("__debezium_unavailable_value");

    assertThatThrownBy(() -> convert(target, record(Map.of("id", 1), Map.of("v", placeholder))))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("field 'v' (FLOAT_VECTOR(2)) of collection default.c has no value")
        .hasMessageContaining("Set REPLICA IDENTITY FULL for the table at the source");
    Map<String, Object> dynamic = Map.of("v", VECTOR, "text", "__debezium_unavailable_value");
    assertThatThrownBy(() -> convert(target, record(Map.of("id", 1), dynamic)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("the key 'text' of the dynamic field of collection default.c");
  }

  @Test
  void fieldsThatMilvusComputesAreLeftOut() {
    TargetCollection target =
        TestCollections.of(
            TestCollections.schema()
                .addFields(
                    FieldSchema.newBuilder()
                        .setName("bm25")
                        .setDataType(DataType.SparseFloatVector)
                        .setIsFunctionOutput(true))
                .build());
    RowChange change =
        convert(target, record(Map.of("id", 1), Map.of("v", VECTOR, "bm25", "{1:1}")));

    assertThat(change.values()).hasSize(2);
  }

  @Test
  void otherColumnsJoinTheObjectOfTheDynamicField() {
    CollectionSchema dynamic = TestCollections.schema().setEnableDynamicField(true).build();
    TargetCollection target = TestCollections.of(dynamic);

    assertThat(meta(target, Map.of("v", VECTOR))).isEqualTo("{}");
    assertThat(meta(target, Map.of("v", VECTOR, "$meta", " {\"a\":  1.10}")))
        .isEqualTo(" {\"a\":  1.10}");
    assertThat(
            meta(target, Map.of("v", VECTOR, "$meta", "{\"a\": 1.10, \"x\": 1}", "x", List.of(2))))
        .isEqualTo("{\"a\":1.10,\"x\":[2]}");
    assertThatThrownBy(() -> meta(target, Map.of("v", VECTOR, "$meta", "[1]")))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("the column '$meta' contains JSON that is not an object");
  }

  @Test
  void withoutADynamicFieldTheModeDecides() {
    SinkRecord record = record(Map.of("id", 1), Map.of("v", VECTOR, "x", 1));
    for (String mode : List.of("dynamic", "fail")) {
      assertThatThrownBy(() -> convert(TestCollections.numbered(), record, mode))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("has no field 'x' and no dynamic field")
          .hasMessageContaining("unknown.field.mode is " + mode);
    }
    assertThat(convert(TestCollections.numbered(), record, "ignore").values()).hasSize(2);
  }

  @Test
  void valuesAreNeverInMessages() {
    SinkRecord record = record(Map.of("id", "secret"), Map.of("v", VECTOR));

    assertThatThrownBy(() -> convert(TestCollections.numbered(), record))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("field 'id' (INT64) of collection default.c")
        .hasMessageNotContaining("secret");
  }

  private static String meta(TargetCollection target, Map<String, Object> row) {
    Object[] values = convert(target, record(Map.of("id", 1), row)).values();
    return ((ByteString) values[2]).toStringUtf8();
  }

  private static SinkRecord record(Object key, Map<String, ?> value) {
    return new SinkRecord("ob.shop.c", 0, null, key, null, value, 3);
  }

  private static RowChange convert(TargetCollection target, SinkRecord record) {
    return convert(target, record, "dynamic");
  }

  private static RowChange convert(TargetCollection target, SinkRecord record, String mode) {
    ChangeConverter converter =
        new ChangeConverter(
            target,
            MilvusSinkConfig.of(Map.of("milvus.uri", "http://h:1", "unknown.field.mode", mode))
                .collections());
    SinkEvent event = new EventReader("$meta").read(record);
    return converter.convert(
        event instanceof SinkEvent.Guess guess ? guess.delete() : (Change) event);
  }
}
