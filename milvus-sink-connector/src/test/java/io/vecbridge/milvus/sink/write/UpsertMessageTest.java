// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.StructArrayFieldSchema;
import io.milvus.grpc.UpsertRequest;
import io.milvus.grpc.VectorArray;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.milvus.sink.row.Field;
import io.vecbridge.milvus.sink.row.TargetCollection;
import io.vecbridge.milvus.sink.row.TestCollections;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpsertMessageTest {
  private static final TargetCollection TARGET =
      TestCollections.of(
          TestCollections.schema()
              .addFields(
                  FieldSchema.newBuilder()
                      .setName("n")
                      .setDataType(DataType.Int32)
                      .setNullable(true))
              .setEnableDynamicField(true)
              .build());

  @Test
  void eachFieldIsAColumnAndNullsAreToldByValidData() throws InvalidProtocolBufferException {
    UpsertRequest request =
        UpsertRequest.parseFrom(
            UpsertMessage.of(
                    TARGET,
                    List.of(
                        row(1, new float[] {1, 2}, 5L, "{}"),
                        row(2, new byte[8], null, "{\"a\":1}"),
                        row(3, new float[] {-0f, 4}, 7L, "{}")))
                .toByteString());

    assertThat(request.getDbName()).isEqualTo("default");
    assertThat(request.getCollectionName()).isEqualTo("c");
    assertThat(request.getPartitionName()).isEmpty();
    assertThat(request.getNumRows()).isEqualTo(3);
    FieldData id = request.getFieldsData(0);
    assertThat(id.getScalars().getLongData().getDataList()).containsExactly(1L, 2L, 3L);
    assertThat(id.getValidDataList()).isEmpty();
    FieldData vectors = request.getFieldsData(1);
    assertThat(vectors.getType()).isEqualTo(DataType.FloatVector);
    assertThat(vectors.getVectors().getDim()).isEqualTo(2);
    assertThat(vectors.getVectors().getFloatVector().getDataList())
        .containsExactly(1f, 2f, 0f, 0f, -0f, 4f);
    FieldData numbers = request.getFieldsData(2);
    assertThat(numbers.getScalars().getIntData().getDataList()).containsExactly(5, 7);
    assertThat(numbers.getValidDataList()).containsExactly(true, false, true);
    FieldData dynamic = request.getFieldsData(3);
    assertThat(dynamic.getIsDynamic()).isTrue();
    assertThat(dynamic.getFieldName()).isEqualTo("$meta");
    assertThat(dynamic.getScalars().getJsonData().getData(1).toStringUtf8()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aFieldThatTheConnectorDoesNotWriteIsLeftToMilvus() {
    TargetCollection target =
        TestCollections.of(
            TestCollections.schema()
                .addFields(
                    FieldSchema.newBuilder().setName("g").setDataTypeValue(31).setNullable(true))
                .build());
    Object[] values = {1L, new float[] {1, 2}, null};
    Change event = new Change(Kind.UPSERT, null, null, null, null, null);

    UpsertRequest request =
        UpsertMessage.of(target, List.of(new RowChange(event, 1L, List.of(), values, 0)));

    assertThat(request.getFieldsDataList())
        .extracting(FieldData::getFieldName)
        .containsExactly("id", "v");
  }

  @Test
  void vectorsWithoutAValueAreOmittedAndMarked() {
    TargetCollection target =
        TestCollections.of(
            CollectionSchema.newBuilder()
                .addFields(
                    FieldSchema.newBuilder()
                        .setName("id")
                        .setDataType(DataType.Int64)
                        .setIsPrimaryKey(true))
                .addFields(
                    FieldSchema.newBuilder()
                        .setName("v")
                        .setDataType(DataType.FloatVector)
                        .addTypeParams(KeyValuePair.newBuilder().setKey("dim").setValue("2"))
                        .setNullable(true))
                .build());
    Change event = new Change(Kind.UPSERT, null, null, null, null, null);
    List<RowChange> rows = new ArrayList<>();
    for (Object vector : new Object[] {null, new float[] {1, 2}, null}) {
      rows.add(new RowChange(event, 1L, List.of(), new Object[] {1L, vector}, 0));
    }

    FieldData vectors = parsed(UpsertMessage.of(target, rows)).getFieldsData(1);
    FieldData none = parsed(UpsertMessage.of(target, rows.subList(0, 1))).getFieldsData(1);

    assertThat(vectors.getVectors().getFloatVector().getDataList()).containsExactly(1f, 2f);
    assertThat(vectors.getValidDataList()).containsExactly(false, true, false);
    assertThat(none.getVectors().getDim()).isEqualTo(2);
    assertThat(none.getVectors().getFloatVector().getDataList()).isEmpty();
    assertThat(none.getValidDataList()).containsExactly(false);
  }

  @Test
  void structsAreColumnsOfArraysThatAllSayWhichRowsHaveNone() {
    StructArrayFieldSchema.Builder parts =
        StructArrayFieldSchema.newBuilder()
            .setName("parts")
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(6, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                    .build())
            .addFields(
                FieldSchema.newBuilder()
                    .setName("n")
                    .setDataType(DataType.Array)
                    .setElementType(DataType.Int64)
                    .addTypeParams(KeyValuePair.newBuilder().setKey("max_capacity").setValue("9")))
            .addFields(
                FieldSchema.newBuilder()
                    .setName("w")
                    .setDataType(DataType.ArrayOfVector)
                    .setElementType(DataType.FloatVector)
                    .addTypeParams(KeyValuePair.newBuilder().setKey("max_capacity").setValue("9"))
                    .addTypeParams(KeyValuePair.newBuilder().setKey("dim").setValue("2")));
    TargetCollection target =
        TestCollections.of(TestCollections.schema().addStructArrayFields(parts).build());
    Field structs = target.fields().get(2);
    Object value =
        structs.type().from(null).convert("[{\"w\": [0.1, -0.0], \"n\": 9007199254740993}]");
    Change event = new Change(Kind.UPSERT, null, null, null, null, null);
    List<RowChange> rows = new ArrayList<>();
    for (Object each : new Object[] {value, null}) {
      Object[] values = {1L, new float[] {1, 2}, each};
      rows.add(new RowChange(event, 1L, List.of(), values, 0));
    }

    FieldData data = parsed(UpsertMessage.of(target, rows)).getFieldsData(2);

    assertThat(structs.nullable()).isTrue();
    assertThat(data.getType()).isEqualTo(DataType.ArrayOfStruct);
    assertThat(data.getValidDataList()).isEmpty();
    assertThat(data.getStructArrays().getFieldsList())
        .extracting(FieldData::getFieldName)
        .containsExactly("n", "w");
    for (FieldData member : data.getStructArrays().getFieldsList()) {
      assertThat(member.getValidDataList()).containsExactly(true, false);
    }
    FieldData numbers = data.getStructArrays().getFields(0);
    assertThat(numbers.getScalars().getArrayData().getData(0).getLongData().getDataList())
        .containsExactly(9007199254740993L);
    VectorArray vectors = data.getStructArrays().getFields(1).getVectors().getVectorArray();
    assertThat(vectors.getElementType()).isEqualTo(DataType.FloatVector);
    assertThat(vectors.getDataList()).hasSize(1);
    assertThat(vectors.getData(0).getFloatVector().getDataList()).containsExactly(0.1f, -0f);
  }

  private static UpsertRequest parsed(UpsertRequest request) {
    try {
      return UpsertRequest.parseFrom(request.toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static RowChange row(long key, Object vector, Long number, String json) {
    Object[] values = {key, vector, number, ByteString.copyFromUtf8(json)};
    Change event = new Change(Kind.UPSERT, null, null, null, null, null);
    return new RowChange(event, key, List.of(), values, 0);
  }
}
