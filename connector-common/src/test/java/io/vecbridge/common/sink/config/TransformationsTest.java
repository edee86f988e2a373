// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Configuration;
import io.vecbridge.common.config.Finding;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransformationsTest {
  private final Map<String, String> properties =
      new HashMap<>(
          Map.of(
              "transforms", "unwrap, route",
              "transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState",
              "transforms.route.type", "io.debezium.transforms.ByLogicalTableRouter",
              "value.converter", "org.apache.kafka.connect.json.JsonConverter",
              "value.converter.schemas.enable", "false"));

  @Test
  void aTransformationThatNeedsSchemasIsRefusedWithAConverterWithoutThem() {
    assertThat(Transformations.findings(Configuration.from(properties)))
        .extracting(Finding::toString)
        .containsExactly(
            "transforms: The transformation 'route' refuses records without schemas, which"
                + " value.converter returns. Use it at the source, or use a converter with schemas.");
  }

  @Test
  void withSchemasOrAConverterOfTheWorkerItIsNot() {
    properties.put("value.converter.schemas.enable", "true");
    assertThat(Transformations.findings(Configuration.from(properties))).isEmpty();
    properties.remove("value.converter.schemas.enable");
    assertThat(Transformations.findings(Configuration.from(properties))).isEmpty();
    properties.remove("value.converter");
    assertThat(Transformations.findings(Configuration.from(properties))).isEmpty();
  }
}
