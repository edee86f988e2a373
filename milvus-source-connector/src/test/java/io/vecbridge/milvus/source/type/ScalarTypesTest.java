// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.milvus.grpc.ScalarField;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class ScalarTypesTest {
  /** A type and some values of it. */
  record Batch(DataType type, List<?> values) {}

  @Property(tries = 500)
  void everyValueIsReadAsItWasWritten(@ForAll("scalars") Batch batch) {
    MilvusField field = MilvusFields.scalar(batch.type());
    int rows = batch.values().size();
    ColumnData.Reader reader =
        Encode.read(field, Encode.scalars(batch.type(), batch.values()), rows);

    List<Object> read = Encode.all(reader, rows);

    assertThat(Exactly.all(read)).isEqualTo(Exactly.all(batch.values()));
    Schema schema = FieldTypes.of("db.c", field, VectorEncoding.ARRAY).schema().build();
    read.forEach(value -> ConnectSchema.validateValue(schema, value));
  }

  @Property(tries = 500)
  void everyArrayIsReadAsItWasWritten(@ForAll("arrays") Batch batch) {
    MilvusField field = MilvusFields.array(batch.type());
    int rows = batch.values().size();
    List<List<?>> arrays = batch.values().stream().<List<?>>map(array -> (List<?>) array).toList();
    ColumnData.Reader reader = Encode.read(field, Encode.arrays(batch.type(), arrays), rows);

    List<Object> read = Encode.all(reader, rows);

    assertThat(Exactly.all(read)).isEqualTo(Exactly.all(arrays));
    Schema schema = FieldTypes.of("db.c", field, VectorEncoding.ARRAY).schema().build();
    read.forEach(value -> ConnectSchema.validateValue(schema, value));
  }

  @Test
  void anArrayWithoutPayloadIsEmpty() {
    ScalarField arrays =
        Encode.arrays(DataType.Int64, List.of(List.of(1L))).toBuilder()
            .setArrayData(
                io.milvus.grpc.ArrayArray.newBuilder().addData(ScalarField.getDefaultInstance()))
            .build();

    assertThat(Encode.read(MilvusFields.array(DataType.Int64), arrays, 1).read(0))
        .isEqualTo(List.of());
  }

  @Test
  void anArrayOfAnotherTypeIsRefused() {
    ScalarField arrays = Encode.arrays(DataType.Int64, List.of(List.of(1L)));
    ColumnData.Reader reader = Encode.read(MilvusFields.array(DataType.VarChar), arrays, 1);

    assertThatThrownBy(() -> reader.read(0))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"a\" of collection \"db.c\": expected STRING_DATA for VARCHAR, found"
                + " LONG_DATA.");
  }

  @Test
  void aScalarOfAnotherTypeIsRefused() {
    assertThatThrownBy(
            () ->
                Encode.read(
                    MilvusFields.scalar(DataType.Int32),
                    Encode.scalars(DataType.Int64, List.of(1L)),
                    1))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"s\" of collection \"db.c\": expected INT_DATA for INT32, found LONG_DATA.");
  }

  @Test
  void aVectorInPlaceOfAScalarIsRefused() {
    assertThatThrownBy(
            () -> Encode.read(MilvusFields.scalar(DataType.Int32), Encode.floats(1, 1f), 1))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"s\" of collection \"db.c\": expected scalars, found VECTORS.");
  }

  @Test
  void aScalarInPlaceOfAnArrayIsRefused() {
    assertThatThrownBy(
            () ->
                Encode.read(
                    MilvusFields.array(DataType.Int64),
                    Encode.scalars(DataType.Int64, List.of(1L)),
                    1))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"a\" of collection \"db.c\": expected ARRAY_DATA for ARRAY<INT64>, found"
                + " LONG_DATA.");
  }

  @Test
  void anIntegerOutsideOfItsTypeIsRefusedAndNotNamed() {
    ScalarField values = Encode.scalars(DataType.Int32, List.of(40_000));

    assertThatThrownBy(() -> Encode.read(MilvusFields.scalar(DataType.Int8), values, 1).read(0))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"s\" of collection \"db.c\": a value is outside the range of INT8.");
    assertThatThrownBy(() -> Encode.read(MilvusFields.scalar(DataType.Int16), values, 1).read(0))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"s\" of collection \"db.c\": a value is outside the range of INT16.");
  }

  @Provide
  Arbitrary<Batch> scalars() {
    return Arbitraries.of(Exactly.SCALARS)
        .flatMap(type -> Exactly.values(type).list().ofMaxSize(20).map(l -> new Batch(type, l)));
  }

  @Provide
  Arbitrary<Batch> arrays() {
    return Arbitraries.of(Exactly.SCALARS)
        .flatMap(
            type ->
                Combinators.combine(
                        Arbitraries.just(type),
                        Exactly.values(type).list().ofMaxSize(9).list().ofMaxSize(6))
                    .as((t, lists) -> new Batch(t, lists)));
  }
}
