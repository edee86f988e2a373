// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.index.IndexParameter.Range;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexOptionsTest {
  private static final Field TYPE = IndexOptions.type(Type.GRAPH);
  private static final Field PARAMETERS = IndexOptions.parameters(Type.class);
  private static final Field OVERRIDES =
      IndexOptions.overrides(Type.class, "<database>.<table>[.<column>]");

  /** Types of a target. */
  private enum Type implements IndexType {
    GRAPH(IndexParameter.M),
    LISTS(IndexParameter.NLIST);

    private final IndexParameter parameter;

    Type(IndexParameter parameter) {
      this.parameter = parameter;
    }

    @Override
    public boolean isIndex() {
      return true;
    }

    @Override
    public boolean isOfSource() {
      return false;
    }

    @Override
    public Map<IndexParameter, Range> parameters() {
      return Map.of(parameter, new Range(1, 100));
    }

    @Override
    public boolean dividesVectors() {
      return false;
    }
  }

  @Test
  void anOverrideOfAColumnHasTheParametersOfItsTablesType() {
    assertThat(problems("shop.items:type=lists,shop.items.v:nlist=8")).isEmpty();
    assertThat(problems("shop.items:type=lists,shop.items.a.b:nlist=8")).isEmpty();

    assertThat(problems("shop.items:type=lists,shop.items.v:m=8"))
        .containsExactly("shop.items.v: An index of the type lists has no m.");
  }

  @Test
  void anOverrideHasTheParametersOfTheGeneralTypeOtherwise() {
    assertThat(problems("shop.items:m=8,shop.items.v:m=9")).isEmpty();
    assertThat(problems("shop.others:type=lists,shop.items.v:nlist=8"))
        .containsExactly("shop.items.v: An index of the type graph has no nlist.");
  }

  private static List<String> problems(String overrides) {
    Configuration config =
        Configuration.from(
            Map.of(
                TYPE.name(),
                "graph",
                IndexOptions.distance().name(),
                "l2",
                PARAMETERS.name(),
                "",
                OVERRIDES.name(),
                overrides));
    return IndexOptions.of(Type.class, config, TYPE, IndexOptions.distance(), PARAMETERS, OVERRIDES)
        .findings(SchemaEvolution.BASIC, TYPE, PARAMETERS, OVERRIDES)
        .stream()
        .map(Finding::message)
        .toList();
  }
}
