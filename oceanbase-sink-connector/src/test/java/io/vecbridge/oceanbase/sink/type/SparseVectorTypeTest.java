// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import static io.vecbridge.oceanbase.sink.type.Types.assertUnfit;
import static io.vecbridge.oceanbase.sink.type.Types.convert;
import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.data.vector.SparseDoubleVector;
import io.vecbridge.data.SparseFloatVector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class SparseVectorTypeTest {
  private static final Schema SCHEMA = SparseFloatVector.schema();

  @Test
  void indicesAndValuesBecomeTheServersText() {
    assertThat(sparse(List.of(0L, 7L, 4_294_967_294L), List.of(-0f, Float.MAX_VALUE, 0.1f)))
        .isEqualTo("{0:-0.0,7:3.4028234663852886E38,4294967294:0.10000000149011612}");
    assertThat(sparse(List.of(), List.of())).isEqualTo("{}");
  }

  @Test
  void everyOtherShapeIsSorted() {
    Schema debezium = SparseDoubleVector.schema();
    Struct struct =
        new Struct(debezium)
            .put("dimensions", (short) 10)
            .put("vector", Map.of((short) 7, 0.5, (short) 2, 1.0));

    assertThat(convert("SPARSEVECTOR", debezium, struct)).isEqualTo("{2:1.0,7:0.5}");
    assertThat(convert("SPARSEVECTOR", Map.of("10", 1, "9", 2.5))).isEqualTo("{9:2.5,10:1.0}");
    assertThat(
            convert(
                "SPARSEVECTOR", Map.of("indices", List.of(1L, 2L), "values", List.of(1.0, 2.0))))
        .isEqualTo("{1:1.0,2:2.0}");
    assertThat(convert("SPARSEVECTOR", Map.of("dimensions", 5, "vector", Map.of("3", 1))))
        .isEqualTo("{3:1.0}");
    assertThat(convert("SPARSEVECTOR", "{2: 0.5, \"1\":1e-3}"))
        .isEqualTo("{1:0.0010000000474974513,2:0.5}");
    assertThat(convert("SPARSEVECTOR", "{}")).isEqualTo("{}");
  }

  @Test
  void indicesMustAscend() {
    String message = "the indices are not strictly ascending";
    assertUnfit("SPARSEVECTOR", SCHEMA, struct(List.of(2L, 1L), List.of(1f, 1f)))
        .hasMessage(message);
    assertUnfit("SPARSEVECTOR", SCHEMA, struct(List.of(2L, 2L), List.of(1f, 1f)))
        .hasMessage(message);
    assertUnfit("SPARSEVECTOR", "{1:1,1:2}").hasMessage("an index occurs twice");
  }

  @Test
  void indicesHave32Bits() {
    String message = "an index is outside the range 0 to 4294967294";
    for (long index : new long[] {-1, 4_294_967_295L, Long.MAX_VALUE}) {
      assertUnfit("SPARSEVECTOR", SCHEMA, struct(List.of(index), List.of(1f))).hasMessage(message);
    }
    assertUnfit("SPARSEVECTOR", Map.of(1.5, 1)).hasMessage(message);
  }

  @Test
  void valuesMustBeFinite() {
    assertUnfit("SPARSEVECTOR", SCHEMA, struct(List.of(1L), List.of(Float.NaN)))
        .hasMessageContaining("can't be stored");
    assertUnfit("SPARSEVECTOR", "{1:1e39}").hasMessageContaining("can't be stored");
    assertUnfit(
            "SPARSEVECTOR", Map.of("indices", List.of(1L), "values", Arrays.asList((Object) null)))
        .hasMessage("an element is null");
  }

  @Test
  void otherShapesAreRefused() {
    assertUnfit("SPARSEVECTOR", SCHEMA, struct(List.of(1L), List.of()))
        .hasMessage("indices and values are not lists of the same length");
    assertUnfit("SPARSEVECTOR", "[1,2]").hasMessage("the text is not a sparse vector in braces");
    assertUnfit("SPARSEVECTOR", "{1:1").hasMessage("the text is not a sparse vector");
    assertUnfit("SPARSEVECTOR", "{1:1} 2").hasMessage("something follows the sparse vector");
    assertUnfit("SPARSEVECTOR", List.of(1f)).hasMessageContaining("a sparse vector is expected");
  }

  private static Object sparse(List<Long> indices, List<Float> values) {
    return convert("SPARSEVECTOR", SCHEMA, struct(indices, values));
  }

  private static Struct struct(List<Long> indices, List<Float> values) {
    return SparseFloatVector.value(SCHEMA, indices, values);
  }
}
