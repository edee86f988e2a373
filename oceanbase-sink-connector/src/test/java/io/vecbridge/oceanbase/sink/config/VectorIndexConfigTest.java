// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.wire.DeclaredIndex;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorIndexConfigTest {
  private static final TableName ITEMS = new TableName("shop", "items");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HNSW,COSINE,M=8,efConstruction=64|(distance=cosine, type=hnsw, m=8, ef_construction=64)",
        "AUTOINDEX,IP|(distance=inner_product, type=hnsw)",
        "DISKANN,L2|(distance=l2, type=hnsw)",
        "FLAT,L2|",
        "GPU_BRUTE_FORCE,L2|",
        "IVF_FLAT,L2,nlist=128|(distance=l2, type=ivf_flat, nlist=128)",
        "IVF_SQ8,COSINE,nlist=99999|(distance=cosine, type=ivf_sq8, nlist=65536)",
        "IVF_PQ,L2,m=4,nbits=8,nlist=16|(distance=l2, type=ivf_pq, m=4, nlist=16, nbits=8)",
        "HNSW,L2,M=2048|(distance=l2, type=hnsw, m=128)",
        "HNSW,L2,M=64,efConstruction=32|(distance=l2, type=hnsw, m=64, ef_construction=65)"
      })
  void theIndexOfTheSourceBecomesTheClosestOne(String declared, String expected) {
    VectorIndexConfig config =
        config("vector.index.type", "source", "vector.index.distance", "source");

    assertThat(text(config, "v", declared, false)).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void aSparseVectorHasTheInnerProductAndNoIndexOfDenseOnes() {
    assertThat(text(config("vector.index.type", "source"), "s", "SPARSE_WAND,IP", true))
        .isEqualTo("(distance=inner_product, type=sindi)");
    assertThat(text(config("vector.index.type", "sindi"), "s", null, true))
        .isEqualTo("(distance=inner_product, type=sindi)");
    assertThat(text(config("vector.index.type", "sindi"), "v", null, false)).isEmpty();
    assertThat(text(config("vector.index.type", "hnsw"), "s", null, true)).isEmpty();
  }

  @Test
  void aColumnWithoutAnIndexAtTheSourceHasNoneAndADistanceOfItsOwnIsTheDefault() {
    assertThat(text(config("vector.index.type", "source"), "v", null, false)).isEmpty();
    assertThat(
            text(
                config("vector.index.type", "hnsw", "vector.index.distance", "source"),
                "v",
                null,
                false))
        .isEqualTo("(distance=l2, type=hnsw)");
  }

  @Test
  void parametersReplaceThoseOfTheSourceAsFarAsTheTypeHasThem() {
    VectorIndexConfig config =
        config("vector.index.type", "source", "vector.index.parameters", "m=32, nlist=7");

    assertThat(text(config, "v", "HNSW,L2,M=8", false)).isEqualTo("(distance=l2, type=hnsw, m=32)");
    assertThat(text(config, "v", "IVF_FLAT,L2,nlist=128", false))
        .isEqualTo("(distance=l2, type=ivf_flat, nlist=7)");
  }

  @Test
  void anOverrideOfAColumnIsOverThatOfItsTable() {
    VectorIndexConfig config =
        config(
            "vector.index.type",
            "hnsw",
            "vector.index.parameters",
            "m=32",
            "vector.index.overrides",
            "shop.items:distance=cosine;m=24, Shop.Items.Image:type=ivf_flat;nlist=9,"
                + "shop.items.plain:type=none");

    assertThat(text(config, "text", null, false)).isEqualTo("(distance=cosine, type=hnsw, m=24)");
    assertThat(text(config, "image", null, false))
        .isEqualTo("(distance=cosine, type=ivf_flat, nlist=9)");
    assertThat(text(config, "plain", null, false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hnsw|m=4||m must be from 5 to 128 for the type hnsw.",
        "hnsw|nlist=4||An index of the type hnsw has no nlist.",
        "hnsw|m=200,ef_construction=9999||ef_construction must be from 5 to 1000",
        "hnsw|m=100,ef_construction=100||ef_construction must be above m.",
        "ivf_pq|nlist=4||An index of the type ivf_pq needs m",
        "none|depth=4||'depth=4' is no parameter of a vector index.",
        "none|m=many||'m=many' needs a whole number.",
        "none||items:m=5|'items:m=5' is not of the form",
        "none||shop.items:type=tree|'type=tree' must be one of: none, hnsw,",
        "none||shop.items:m=8, shop.items:m=9|'shop.items' has two overrides.",
        "none||shop.items:type=ivf_flat;m=8|shop.items: An index of the type ivf_flat has no m.",
        "hnsw||shop.items:m=1|shop.items: m must be from 5 to 128"
      })
  void wrongParametersAreRefusedWithTheReason(
      String type, String parameters, String overrides, String message) {
    assertThatThrownBy(
            () ->
                config(
                    "vector.index.type",
                    type,
                    "vector.index.parameters",
                    parameters == null ? "" : parameters,
                    "vector.index.overrides",
                    overrides == null ? "" : overrides))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  private static String text(
      VectorIndexConfig config, String column, String declared, boolean sparse) {
    DeclaredIndex index = declared == null ? null : DeclaredIndex.of(declared).orElseThrow();
    return config.of(ITEMS, column, index, sparse).map(VectorIndex::text).orElse("");
  }

  @Test
  void onlyIndexesThatAreWantedAreDeferred() {
    assertThat(config("vector.index.type", "hnsw").defersAny()).isFalse();
    assertThat(config("vector.index.creation", "deferred").defersAny()).isFalse();
    assertThat(config("vector.index.creation", "deferred", "vector.index.type", "hnsw").defersAny())
        .isTrue();
  }

  private static VectorIndexConfig config(String... options) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", "jdbc:mysql://h/d");
    all.put("connection.username", "root");
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return OceanBaseSinkConfig.of(all).tables().layout().indexes();
  }
}
