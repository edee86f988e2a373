// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

/** What docs/type-mapping.md says about Connect's JsonConverter, which writes floats as text. */
class JsonConverterTest {
  private static final int DIMENSION = 64;
  private static final MilvusField FIELD = MilvusFields.vector(DataType.FloatVector, DIMENSION);

  @Property(tries = 500)
  void finiteFloatsOtherThanMinusZeroArriveExactlyInAnArray(@ForAll("finite") List<Float> vector) {
    assertThat(Exactly.bits(passed(VectorEncoding.ARRAY, vector))).isEqualTo(Exactly.bits(vector));
  }

  @Test
  void aZeroLosesItsSignInAnArray() {
    assertThat(Exactly.bits(passed(VectorEncoding.ARRAY, filled(-0f))))
        .isEqualTo(Exactly.bits(filled(0f)));
  }

  @Test
  void numbersThatAreNotFiniteArriveAsZeroInAnArray() {
    List<Float> vector = filled(Float.NaN);

    assertThat(passed(VectorEncoding.ARRAY, vector)).isEqualTo(filled(0f));
  }

  @Test
  void everyFloatArrivesExactlyInBytes() {
    assertThat((byte[]) passed(VectorEncoding.BYTES, filled(Float.NaN)))
        .hasSize(DIMENSION * 4)
        .startsWith(0x00, 0x00, 0xc0, 0x7f);
    assertThat((byte[]) passed(VectorEncoding.BYTES, filled(-0f)))
        .hasSize(DIMENSION * 4)
        .startsWith(0x00, 0x00, 0x00, 0x80);
  }

  @Provide
  Arbitrary<List<Float>> finite() {
    return Exactly.floats()
        .filter(value -> Float.isFinite(value) && Float.floatToRawIntBits(value) != 1 << 31)
        .list()
        .ofSize(DIMENSION);
  }

  private static Object passed(VectorEncoding encoding, List<Float> vector) {
    float[] floats = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      floats[i] = vector.get(i);
    }
    Schema schema = FieldTypes.of("db.c", FIELD, encoding).schema().build();
    Object value =
        Encode.read(
                FIELD,
                Encode.column(FIELD).setVectors(Encode.floats(DIMENSION, floats)),
                1,
                encoding)
            .read(0);
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "true"), false);
      return converter.toConnectData("t", converter.fromConnectData("t", schema, value)).value();
    }
  }

  private static List<Float> filled(float value) {
    return Collections.nCopies(DIMENSION, value);
  }
}
