// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.milvus.grpc.DataType;
import io.milvus.grpc.SparseFloatArray;
import io.milvus.grpc.VectorField;
import io.vecbridge.data.SparseFloatVector;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class SparseFloatVectorTypeTest {
  private static final long LARGEST_INDEX = 4_294_967_294L;
  private static final MilvusField FIELD = MilvusFields.vector(DataType.SparseFloatVector, 0);

  @Property(tries = 300)
  void indicesAndValuesAreReadAsTheyWereWritten(@ForAll("rows") List<TreeMap<Long, Float>> rows) {
    ColumnData.Reader reader = Encode.read(FIELD, Encode.sparse(rows), rows.size());

    for (int row = 0; row < rows.size(); row++) {
      Struct vector = (Struct) reader.read(row);
      SortedMap<Long, Float> expected = rows.get(row);
      assertThat(vector.getArray(SparseFloatVector.INDICES))
          .isEqualTo(List.copyOf(expected.keySet()));
      assertThat(Exactly.bits(vector.getArray(SparseFloatVector.VALUES)))
          .isEqualTo(Exactly.bits(List.copyOf(expected.values())));
      vector.validate();
    }
  }

  @Test
  void descendingIndicesAreRefused() {
    ColumnData.Reader reader =
        Encode.read(FIELD, bytes(5, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0), 1);

    assertThatThrownBy(() -> reader.read(0))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"v\" of collection \"db.c\": the indices of a sparse vector are not ascending.");
  }

  @Test
  void aTornPairIsRefused() {
    ColumnData.Reader reader = Encode.read(FIELD, bytes(1, 2, 3, 4, 5), 1);

    assertThatThrownBy(() -> reader.read(0))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"v\" of collection \"db.c\": a sparse vector of 5 bytes, which is not a"
                + " multiple of 8.");
  }

  @Provide
  Arbitrary<List<TreeMap<Long, Float>>> rows() {
    Arbitrary<Long> indices =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, LARGEST_INDEX),
            Arbitraries.of(0L, 2_147_483_647L, 2_147_483_648L, LARGEST_INDEX));
    return Arbitraries.maps(indices, Exactly.floats())
        .ofMaxSize(12)
        .map(TreeMap::new)
        .list()
        .ofMaxSize(6);
  }

  private static VectorField bytes(int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return VectorField.newBuilder()
        .setSparseFloatVector(
            SparseFloatArray.newBuilder().addContents(ByteString.copyFrom(content)))
        .build();
  }
}
