// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.GeometryArray;
import io.milvus.grpc.GeometryWktArray;
import io.milvus.grpc.ScalarField;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryColumnTest {
  private static final MilvusField FIELD = MilvusFields.scalar(DataType.Geometry);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POINT (1 -0.5) | 0101000000000000000000f03f000000000000e0bf",
        "POINT EMPTY | 0101000000000000000000f87f000000000000f87f",
        "POINT Z (1 1 1) | 01e9030000000000000000f03f000000000000f03f000000000000f03f"
      })
  void theLogAndAQueryGiveTheSameBytes(String wkt, String wkb) {
    byte[] bytes = HexFormat.of().parseHex(wkb);

    for (ScalarField values : List.of(logged(bytes), queried(wkt))) {
      Struct geometry = (Struct) Encode.read(FIELD, values, 1).read(0);
      assertThat(geometry.getBytes("wkb")).isEqualTo(bytes);
      assertThat(geometry.getInt32("srid")).isNull();
    }
  }

  @Test
  void nullsHavePlaceholdersOfNoBytes() {
    FieldData.Builder column =
        Encode.column(FIELD).setScalars(logged(new byte[0])).addValidData(false);

    assertThat(Encode.read(FIELD, column, 1, VectorEncoding.ARRAY).read(0)).isNull();
  }

  @Test
  void aTextThatIsNoGeometryIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> Encode.read(FIELD, queried("POINT (1)"), 1).read(0))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"s\" of collection \"db.c\": the text is not a geometry in well-known text.");
  }

  @Test
  void anotherTypesDataIsRefused() {
    assertThatThrownBy(
            () -> Encode.read(FIELD, Encode.scalars(DataType.VarChar, List.of("POINT (1 1)")), 1))
        .isInstanceOf(ColumnException.class)
        .hasMessageEndingWith(
            "expected GEOMETRY_DATA or GEOMETRY_WKT_DATA for GEOMETRY, found STRING_DATA.");
  }

  private static ScalarField logged(byte[] wkb) {
    return ScalarField.newBuilder()
        .setGeometryData(GeometryArray.newBuilder().addData(ByteString.copyFrom(wkb)))
        .build();
  }

  private static ScalarField queried(String wkt) {
    return ScalarField.newBuilder()
        .setGeometryWktData(GeometryWktArray.newBuilder().addData(wkt))
        .build();
  }
}
