// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.config.TargetNameFormat;
import io.vecbridge.common.sink.index.IndexOptions;
import io.vecbridge.common.sink.index.IndexSpec;
import io.vecbridge.common.sink.index.VectorDistance;
import io.vecbridge.milvus.sink.config.CollectionConfig.UnknownFieldMode;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig.Check;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MilvusSinkConfigTest {
  @Test
  void theDefaultsAreThoseOfTheDocumentation() {
    MilvusSinkConfig config = MilvusSinkConfig.of(with());

    assertThat(config.collections())
        .isEqualTo(
            new CollectionConfig(
                "${database}",
                new TargetNameFormat("${table}", Map.of()),
                SchemaEvolution.BASIC,
                UnknownFieldMode.DYNAMIC,
                "$meta",
                new VectorIndexConfig(
                    new IndexOptions<>(
                        new IndexSpec<>(VectorIndexType.NONE, VectorDistance.L2, Map.of()),
                        Map.of()))));
    assertThat(config.write())
        .isEqualTo(new WriteConfig(true, 5_000, 8L << 20, Duration.ofMinutes(2)));
    assertThat(config.retry().timeout()).isNegative();
    assertThat(config.checks(Check.COLLECTION_AUTO_ID)).isTrue();
    assertThat(config.topics()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "collection.name.format|${schema}|no placeholder ${schema}",
        "collection.mappings|a.b|not of the form <database>.<table>:<collection>",
        "schema.evolution|full|It must be one of: basic, none.",
        "unknown.field.mode|keep|dynamic, ignore, fail",
        "vector.index.type|btree|none, autoindex, flat, hnsw, ivf_flat, ivf_sq8, ivf_pq, diskann",
        "vector.index.type|ivf_pq|An index of the type ivf_pq needs m, a divisor of",
        "vector.index.parameters|m=many|'m=many' needs a whole number.",
        "vector.index.parameters|ef_search=9|The parameters are: m, ef_construction, nlist, nbits.",
        "vector.index.overrides|items:type=flat|<database>.<collection>[.<field>]:<setting>",
        "vector.index.overrides|shop.items:type=sindi|'type=sindi' must be one of: none,",
        "vector.index.overrides|s.i:type=hnsw;m=1|s.i: m must be from 2 to 2048 for the type hnsw.",
        "vector.index.overrides|s.i:type=flat;m=8|s.i: An index of the type flat has no m.",
        "vector.index.overrides|s.i.v:type=flat,S.I.V:type=none|'s.i.v' has two overrides.",
        "precheck.skip|milvus.port|no check 'milvus.port'",
        "batch.max.bytes|67108864|no more than",
        "retry.backoff.max.ms|10|must not be smaller than retry.backoff.ms",
        "milvus.tls.ca.file|/ca.pem|isn't https",
        "put.timeout.ms|300000|A put can take 340000 ms, together with milvus.request.timeout.ms",
        "errors.deadletterqueue.topic.name|dead|errors.tolerance"
      })
  void aWrongValueIsToldWithItsKey(String key, String value, String reason) {
    assertThatThrownBy(() -> MilvusSinkConfig.of(with(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"vector.index.type, flat", "vector.index.overrides, shop.items:type=flat"})
  void anIndexNeedsCollectionsThatAreMade(String key, String value) {
    assertThatThrownBy(() -> MilvusSinkConfig.of(with(key, value, "schema.evolution", "none")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.evolution=none creates no indexes");
  }

  @Test
  void aPutEndsBeforeTheConsumerGroupGivesUp() {
    String interval = "consumer.override.max.poll.interval.ms";
    assertThat(MilvusSinkConfig.of(with(interval, "160001"))).isNotNull();
    assertThatThrownBy(() -> MilvusSinkConfig.of(with(interval, "160000")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "put.timeout.ms: A put can take 160000 ms, together with milvus.request.timeout.ms, but"
                + " the consumer group considers the task dead after 160000 ms. Lower one of the two,"
                + " or raise consumer.override.max.poll.interval.ms.");
  }

  @Test
  void theTokenIsNotShown() {
    assertThat(MilvusSinkConfig.OPTIONS.configDef().configKeys().get("milvus.token").type)
        .isEqualTo(ConfigDef.Type.PASSWORD);
  }

  @Test
  void everyKeyIsDocumentedInAGroup() {
    for (ConfigDef.ConfigKey key : MilvusSinkConfig.OPTIONS.configDef().configKeys().values()) {
      assertThat(key.documentation).as(key.name).isNotBlank().endsWith(".");
      assertThat(key.group).as(key.name).isNotBlank();
      assertThat(key.displayName).as(key.name).isNotBlank();
    }
  }

  private static Map<String, String> with(String... pairs) {
    Map<String, String> properties = new HashMap<>();
    properties.put("milvus.uri", "http://127.0.0.1:19530");
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    return properties;
  }
}
