// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.VectorIndexConfig;
import io.vecbridge.milvus.sink.row.CollectionName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldIndexTest {
  private static final CollectionName NAME = new CollectionName("db", "c");
  private static final MilvusVersion OLDEST = MilvusVersion.of("v2.3.5");
  private static final VectorIndexConfig SOURCE =
      config("vector.index.type", "source", "vector.index.distance", "source");

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

    assertThat(of(SOURCE, declared("V", "HNSW,COSINE")))
        .extracting(index -> index.field() + " " + index.type() + " " + index.metric())
        .containsExactly(
            "v HNSW COSINE", "w FLAT L2", "b BIN_FLAT HAMMING", "s SPARSE_INVERTED_INDEX IP");
    assertThat(of(SOURCE, declared("s", "SINDI,IP")))
        .extracting(FieldIndex::type)
        .containsExactly("FLAT", "FLAT", "BIN_FLAT", "SPARSE_INVERTED_INDEX");
  }

  @Test
  void noneGetsAnIndexIfTheSourceHasNone() {
    assertThat(of(SOURCE, Map.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "autoindex, cosine, AUTOINDEX COSINE {}",
    "autoindex, source, AUTOINDEX IP {}",
    "flat, source, FLAT IP {}",
    "hnsw, l2, 'HNSW L2 {\"M\": 16, \"efConstruction\": 200}'",
    "source, cosine, 'HNSW COSINE {\"M\": 8, \"efConstruction\": 200}'"
  })
  void typeAndDistanceAreChosenEachByItself(String type, String distance, String expected) {
    VectorIndexConfig config = config("vector.index.type", type, "vector.index.distance", distance);

    assertThat(text(only(config, "HNSW,IP,M=8", OLDEST))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source | m=32,nlist=7 | HNSW,L2,M=8 | HNSW L2 {\"M\": 32, \"efConstruction\": 200}",
        "source | nlist=7 | IVF_SQ8,L2 | IVF_SQ8 L2 {\"nlist\": 7}",
        "source | m=4 | IVF_PQ,L2,m=3 | IVF_PQ L2 {\"m\": 4, \"nbits\": 8, \"nlist\": 128}",
        "hnsw | m=9,ef_construction=99 | SCANN,L2 | HNSW L2 {\"M\": 9, \"efConstruction\": 99}",
        "ivf_pq | m=2,nlist=9,nbits=4 | L2 | IVF_PQ L2 {\"m\": 2, \"nbits\": 4, \"nlist\": 9}",
        "diskann | | FLAT,L2 | DISKANN L2 {}"
      })
  void parametersOfTheOptionsReplaceThoseOfTheSource(
      String type, String parameters, String declared, String expected) {
    VectorIndexConfig config =
        config(
            "vector.index.type",
            type,
            "vector.index.parameters",
            parameters == null ? "" : parameters);

    assertThat(text(only(config, declared, OLDEST))).isEqualTo(expected);
  }

  @Test
  void anOverrideOfAFieldIsOverThatOfItsCollection() {
    schema
        .addFields(field("w", DataType.FloatVector, 4))
        .addFields(field("x", DataType.FloatVector, 4));
    VectorIndexConfig config =
        config(
            "vector.index.type",
            "source",
            "vector.index.overrides",
            "db.c:distance=cosine, DB.C.W:type=ivf_flat;nlist=9, db.c.x:type=none,"
                + "db.other:type=flat");

    assertThat(of(config, declared("v", "HNSW,L2,M=8")))
        .extracting(index -> index.field() + " " + text(index))
        .containsExactly(
            "v HNSW COSINE {\"M\": 8, \"efConstruction\": 200}",
            "w IVF_FLAT COSINE {\"nlist\": 9}");
    assertThat(of(config, Map.of()))
        .as("all that the options don't exclude get one")
        .extracting(FieldIndex::type)
        .containsExactly("FLAT", "IVF_FLAT");
    assertThat(of(config, null)).as("before the event of the source").isEmpty();
  }

  @Test
  void withoutTheOptionNoVectorGetsAnIndex() {
    VectorIndexConfig none = config("vector.index.distance", "source");

    assertThat(of(none, declared("v", "HNSW,L2"))).isEmpty();
  }

  private FieldIndex only(VectorIndexConfig config, String declared, MilvusVersion version) {
    List<FieldIndex> indexes =
        FieldIndex.of(NAME, schema.build(), config, declared("v", declared), version);
    assertThat(indexes).hasSize(1);
    assertThat(indexes.get(0).field()).isEqualTo("v");
    return indexes.get(0);
  }

  private List<FieldIndex> of(VectorIndexConfig config, Map<String, DeclaredIndex> declared) {
    return FieldIndex.of(NAME, schema.build(), config, declared, OLDEST);
  }

  private static VectorIndexConfig config(String... options) {
    Map<String, String> all = new HashMap<>(Map.of("milvus.uri", "http://h:1"));
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return MilvusSinkConfig.of(all).collections().indexes();
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
