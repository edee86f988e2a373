// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ColumnDataTest {
  private static final MilvusField LONGS = MilvusFields.scalar(DataType.Int64);
  private static final MilvusField VECTORS = MilvusFields.vector(DataType.FloatVector, 2);

  @Property(tries = 300)
  void placeholdersAndCompactValuesReadAlike(@ForAll @Size(max = 12) List<Long> rows) {
    List<Boolean> valid = rows.stream().map(value -> value % 2 == 0).toList();
    List<Object> expected = new ArrayList<>();
    List<Long> compact = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      expected.add(valid.get(row) ? rows.get(row) : null);
      if (valid.get(row)) {
        compact.add(rows.get(row));
      }
    }

    assertThat(read(rows, valid)).isEqualTo(expected);
    assertThat(read(compact, valid)).isEqualTo(expected);
  }

  @Test
  void nullableVectorsAreCompact() {
    FieldData.Builder data =
        Encode.column(VECTORS)
            .setVectors(Encode.floats(2, 1f, 2f, 3f, 4f))
            .addAllValidData(List.of(false, true, false, true));

    assertThat(Encode.all(Encode.read(VECTORS, data, 4, VectorEncoding.ARRAY), 4))
        .isEqualTo(nulls(null, List.of(1f, 2f), null, List.of(3f, 4f)));
  }

  @Test
  void aColumnOfNullsNeedsNoPayload() {
    List<Boolean> none = List.of(false, false);
    MilvusField sparse = MilvusFields.vector(DataType.SparseFloatVector, 0);
    FieldData.Builder vectors =
        Encode.column(VECTORS).setVectors(VectorField.newBuilder().setDim(2)).addAllValidData(none);
    FieldData.Builder sparses =
        Encode.column(sparse).setVectors(VectorField.getDefaultInstance()).addAllValidData(none);
    FieldData.Builder arrays = Encode.column(LONGS).addAllValidData(none);

    assertThat(Encode.all(Encode.read(VECTORS, vectors, 2, VectorEncoding.BYTES), 2))
        .containsOnlyNulls();
    assertThat(Encode.all(Encode.read(sparse, sparses, 2, VectorEncoding.ARRAY), 2))
        .containsOnlyNulls();
    assertThat(
            Encode.all(
                Encode.read(MilvusFields.array(DataType.Int64), arrays, 2, VectorEncoding.ARRAY),
                2))
        .containsOnlyNulls();
  }

  @Test
  void valuesThatAreNeitherAllRowsNorTheValidOnesAreRefused() {
    assertThatThrownBy(() -> read(List.of(1L, 2L), List.of(true, false, false)))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"s\" of collection \"db.c\": 2 values for 3 rows, of which 1 are not null.");
  }

  @Test
  void flagsOfAnotherNumberOfRowsAreRefused() {
    FieldData.Builder data =
        Encode.column(LONGS)
            .setScalars(Encode.scalars(DataType.Int64, List.of(1L, 2L)))
            .addAllValidData(List.of(true));

    assertThatThrownBy(() -> Encode.read(LONGS, data, 2, VectorEncoding.ARRAY))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"s\" of collection \"db.c\": 1 validity flags for 2 rows.");
  }

  @Test
  void missingValuesWithoutFlagsAreRefused() {
    assertThatThrownBy(() -> Encode.read(LONGS, ScalarField.getDefaultInstance(), 3))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"s\" of collection \"db.c\": 0 values for 3 rows.");
  }

  private static List<Object> read(List<Long> values, List<Boolean> valid) {
    FieldData.Builder data =
        Encode.column(LONGS)
            .setScalars(Encode.scalars(DataType.Int64, values))
            .addAllValidData(valid);
    return Encode.all(Encode.read(LONGS, data, valid.size(), VectorEncoding.ARRAY), valid.size());
  }

  private static List<Object> nulls(Object... values) {
    List<Object> list = new ArrayList<>();
    Collections.addAll(list, values);
    return list;
  }
}
