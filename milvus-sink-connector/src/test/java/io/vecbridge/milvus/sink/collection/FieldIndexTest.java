// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.milvus.sink.config.VectorIndexConfig;
import io.vecbridge.milvus.sink.config.VectorIndexConfig.VectorDistance;
import io.vecbridge.milvus.sink.config.VectorIndexConfig.VectorIndexType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldIndexTest {
  private static final MilvusVersion OLDEST = MilvusVersion.of("v2.3.5");
  private static final VectorIndexConfig SOURCE =
      new VectorIndexConfig(VectorIndexType.SOURCE, VectorDistance.SOURCE);

  private final CollectionSchema.Builder schema =
      CollectionSchema.newBuilder()
          .addFields(field("id", DataType.Int64, 0))
          .addFields(field("v", DataType.FloatVector, 8));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HNSW,COSINE,M=9,efConstruction=120 | HNSW COSINE {\"M\": 9, \"efConstruction\": 120} |",
        "HNSW,L2                 | HNSW L2 {\"M\": 16, \"efConstruction\": 200}    |",
        "HNSW,IP,M=1             | HNSW IP {\"M\": 2, \"efConstruction\": 200}     |",
        "HNSW_SQ,L2,M=9          | HNSW L2 {\"M\": 9, \"efConstruction\": 200}     | HNSW_SQ",
        "HNSW_BQ,L2              | HNSW L2 {\"M\": 16, \"efConstruction\": 200}    | HNSW_BQ",
        "IVF_FLAT,IP,nlist=64    | IVF_FLAT IP {\"nlist\": 64}                     |",
        "IVF_SQ8,L2              | IVF_SQ8 L2 {\"nlist\": 128}                     |",
        "IVF_PQ,L2,m=4,nlist=32  | IVF_PQ L2 {\"m\": 4, \"nbits\": 8, \"nlist\": 32} |",
        "IVF_PQ,L2,m=3           | IVF_SQ8 L2 {\"nlist\": 128}                     | IVF_PQ",
        "IVF_RABITQ,L2,nlist=9   | IVF_FLAT L2 {\"nlist\": 9}                      | IVF_RABITQ",
        "DISKANN,COSINE          | DISKANN COSINE {}                               |",
        "AUTOINDEX,INNER_PRODUCT | AUTOINDEX IP {}                                 |",
        "GPU_CAGRA,              | AUTOINDEX L2 {}                                 | GPU_CAGRA"
      })
  void theIndexIsTheOneThatIsClosestToTheSourcesAndWithinMilvusRanges(
      String declared, String expected, String replaced) {
    FieldIndex index = only(SOURCE, declared, OLDEST);

    assertThat(text(index)).isEqualTo(expected);
    assertThat(index.replaced()).isEqualTo(replaced == null ? "" : replaced);
  }

  @Test
  void laterVersionsHaveQuantizedGraphs() {
    assertThat(text(only(SOURCE, "HNSW_SQ,L2,M=9", MilvusVersion.of("v2.6.24"))))
        .isEqualTo("HNSW_SQ L2 {\"M\": 9, \"efConstruction\": 200, \"sq_type\": \"SQ8\"}");
  }

  @Test
  void allVectorsGetAnIndexIfTheSourceHasOne() {
    schema
        .addFields(field("w", DataType.FloatVector, 4))
        .addFields(field("b", DataType.BinaryVector, 8))
        .addFields(field("s", DataType.SparseFloatVector, 0));

    assertThat(FieldIndex.of(schema.build(), SOURCE, declared("V", "HNSW,COSINE"), OLDEST))
        .extracting(index -> index.field() + " " + index.type() + " " + index.metric())
        .containsExactly(
            "v HNSW COSINE", "w FLAT L2", "b BIN_FLAT HAMMING", "s SPARSE_INVERTED_INDEX IP");
    assertThat(FieldIndex.of(schema.build(), SOURCE, declared("s", "SINDI,IP"), OLDEST))
        .extracting(FieldIndex::type)
        .containsExactly("FLAT", "FLAT", "BIN_FLAT", "SPARSE_INVERTED_INDEX");
  }

  @Test
  void noneGetsAnIndexIfTheSourceHasNone() {
    assertThat(FieldIndex.of(schema.build(), SOURCE, Map.of(), OLDEST)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AUTOINDEX, COSINE, AUTOINDEX COSINE {}",
    "AUTOINDEX, SOURCE, AUTOINDEX IP {}",
    "FLAT, SOURCE, FLAT IP {}",
    "SOURCE, COSINE, 'HNSW COSINE {\"M\": 8, \"efConstruction\": 200}'"
  })
  void typeAndDistanceAreChosenEachByItself(
      VectorIndexType type, VectorDistance distance, String expected) {
    VectorIndexConfig config = new VectorIndexConfig(type, distance);

    assertThat(text(only(config, "HNSW,IP,M=8", OLDEST))).isEqualTo(expected);
  }

  @Test
  void withoutTheOptionNoVectorGetsAnIndex() {
    VectorIndexConfig none = new VectorIndexConfig(VectorIndexType.NONE, VectorDistance.SOURCE);

    assertThat(FieldIndex.of(schema.build(), none, declared("v", "HNSW,L2"), OLDEST)).isEmpty();
  }

  private FieldIndex only(VectorIndexConfig config, String declared, MilvusVersion version) {
    List<FieldIndex> indexes =
        FieldIndex.of(schema.build(), config, declared("v", declared), version);
    assertThat(indexes).hasSize(1);
    assertThat(indexes.get(0).field()).isEqualTo("v");
    return indexes.get(0);
  }

  private static String text(FieldIndex index) {
    return index.type() + " " + index.metric() + " " + index.json();
  }

  private static Map<String, DeclaredIndex> declared(String column, String index) {
    return Map.of(column, DeclaredIndex.of(index).orElseThrow());
  }

  private static FieldSchema field(String name, DataType type, int dimension) {
    FieldSchema.Builder field = FieldSchema.newBuilder().setName(name).setDataType(type);
    if (dimension > 0) {
      field.addTypeParams(
          KeyValuePair.newBuilder().setKey("dim").setValue(String.valueOf(dimension)));
    }
    return field.build();
  }
}
