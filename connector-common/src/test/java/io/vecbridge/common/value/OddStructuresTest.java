// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Structures that have some of the fields of a logical type, but not its shape. */
class OddStructuresTest {
  @Test
  void aDecimalNeedsBytesAndAScale() {
    Schema texts =
        SchemaBuilder.struct()
            .field("scale", Schema.STRING_SCHEMA)
            .field("value", Schema.STRING_SCHEMA)
            .build();
    Struct odd = new Struct(texts).put("scale", "2").put("value", "1.00");

    assertThatThrownBy(() -> ExactNumber.of(odd))
        .isInstanceOf(UnfitValueException.class)
        .hasMessage("a number is expected, but the value has the type Struct");
  }

  @Test
  void aSparseVectorNeedsBothListsOrAMap() {
    Schema indices =
        SchemaBuilder.struct()
            .field("indices", SchemaBuilder.array(Schema.INT64_SCHEMA).build())
            .build();
    Schema text = SchemaBuilder.struct().field("vector", Schema.STRING_SCHEMA).build();

    for (Struct odd : new Struct[] {new Struct(indices), new Struct(text).put("vector", "[1]")}) {
      assertThatThrownBy(() -> SparseElements.of(odd))
          .isInstanceOf(UnfitValueException.class)
          .hasMessage("the structure has neither indices and values nor a vector");
    }
  }
}
