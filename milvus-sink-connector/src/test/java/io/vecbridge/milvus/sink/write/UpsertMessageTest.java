// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.UpsertRequest;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.milvus.sink.row.TargetCollection;
import io.vecbridge.milvus.sink.row.TestCollections;
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
                    FieldSchema.newBuilder()
                        .setName("g")
                        .setDataType(DataType.Geometry)
                        .setNullable(true))
                .build());
    Object[] values = {1L, new float[] {1, 2}, null};
    Change event = new Change(Kind.UPSERT, null, null, null, null, null);

    UpsertRequest request =
        UpsertMessage.of(target, List.of(new RowChange(event, 1L, List.of(), values, 0)));

    assertThat(request.getFieldsDataList())
        .extracting(FieldData::getFieldName)
        .containsExactly("id", "v");
  }

  private static RowChange row(long key, Object vector, Long number, String json) {
    Object[] values = {key, vector, number, ByteString.copyFromUtf8(json)};
    Change event = new Change(Kind.UPSERT, null, null, null, null, null);
    return new RowChange(event, key, List.of(), values, 0);
  }
}
