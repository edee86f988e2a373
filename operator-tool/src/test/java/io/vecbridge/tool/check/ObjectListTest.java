// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ObjectPair;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectListTest {
  @Test
  void aFileGivesTheOptionsThatCaptureItsObjectsUnderTheirTargets() {
    ObjectPair products =
        new ObjectPair(
            true,
            new TableId("default", null, "products"),
            new TableName("shop", "a,b"),
            "milvus.default.products",
            null);
    List<String> lines = ObjectList.csv(List.of(products));

    assertThat(lines).containsExactly("source,target", "default.products,\"shop.a,b\"");
    assertThat(ObjectList.options(lines, true))
        .containsExactly(
            entry("source.collection.include.list", "default[.]products"),
            entry("sink.table.mappings", "default.products:shop.a,b"));
  }

  @Test
  void namesAreLiteralInTheIncludeList() {
    assertThat(ObjectList.options(List.of("d.a+b,d.t", "", "d.c,d.u"), false))
        .containsExactly(
            entry("source.table.include.list", "d[.]\\Qa+b\\E,d[.]c"),
            entry("sink.collection.mappings", "d.a+b:d.t,d.c:d.u"));
  }

  @Test
  void aLineOfAnotherFormIsRefusedWithItsNumber() {
    assertThatThrownBy(
            () -> ObjectList.options(List.of("source,target", "a.b", "a.b,c.d", "a.b,c.e"), true))
        .isInstanceOf(ToolException.class)
        .hasMessage(
            "Line 2 has 1 names instead of a source and a target: a.b\nLine 4 names a.b again.");
  }

  private static Map.Entry<String, String> entry(String option, String value) {
    return Map.entry(option, value);
  }
}
