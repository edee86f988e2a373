// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableShapeTest {
  @Test
  void columnsMayComeOrGoOrWidenAndPartitionsMayCome() {
    TableShape before = shape(List.of("p0"), "id", "name");
    assertThat(before.obstacleTo(before)).isNull();
    assertThat(before.obstacleTo(shape(List.of("p0", "p1"), "id", "name", "more"))).isNull();
    assertThat(before.obstacleTo(shape(List.of("p0"), "id"))).isNull();
  }

  @Test
  void aRenamedColumnAndADroppedPartitionAreObstacles() {
    TableShape before = shape(List.of("p0", "p1"), "id", "name");
    assertThat(before.obstacleTo(shape(List.of("p0", "p1"), "id", "title")))
        .isEqualTo(
            "columns [name] are gone and [title] are new, so values may have moved from one to the"
                + " other");
    assertThat(before.obstacleTo(shape(List.of("p1"), "id", "name")))
        .isEqualTo(
            "partitions [p0] were dropped, and the deletes of their rows can't be determined");
  }

  @Test
  void columnsThatMayHaveExchangedTheirNamesAreAnObstacle() {
    TableShape before = shape(List.of(), "id", "a", "b");
    assertThat(before.obstacleTo(shape(List.of(), "id", "b", "a")))
        .isEqualTo(
            "columns [id, a, b] are now in the order [id, b, a], so values may have moved from one"
                + " to the other");
    assertThat(before.obstacleTo(shape(List.of(), "more", "id", "a", "b"))).isNull();
    assertThat(before.obstacleTo(shape(List.of(), "id", "b"))).isNull();
  }

  @Test
  void aColumnThatWasRemovedAndIsThereAgainIsAnObstacle() {
    TableShape before = shape(List.of(), "id", "name");
    TableShape without = shape(List.of(), "id");
    assertThat(before.withColumnsOf(without).obstacleTo(before))
        .isEqualTo("columns [name] were removed and added again, so their values are others");
    assertThat(before.withColumnsOf(without).obstacleTo(shape(List.of(), "id", "other"))).isNull();
    Map<String, String> types = new LinkedHashMap<>(before.columns());
    types.put("name", "varchar(9)");
    TableShape retyped = new TableShape(types, List.of(), List.of());
    assertThat(before.obstacleTo(retyped)).startsWith("columns [name] were removed and added");
    types.put("name", "bigint(20)");
    assertThat(before.obstacleTo(new TableShape(types, List.of(), List.of()))).isNull();
  }

  @Test
  void anotherKeyIsAnObstacleUnlessNoneWasKnown() {
    TableShape before = shape(List.of(), "id", "name");
    TableShape keyed = before.withKey(List.of("id"));
    assertThat(keyed.obstacleTo(keyed)).isNull();
    assertThat(before.obstacleTo(keyed)).isNull();
    assertThat(keyed.obstacleTo(before.withKey(List.of("id", "name"))))
        .isEqualTo("its rows were identified by the columns [id], and now are by [id, name]");
  }

  @Test
  void aShapeIsReadBackFromItsTexts() {
    TableShape shape = shape(List.of("p0", "p1"), "a b", "c,d").withKey(List.of("c,d", "a b"));
    assertThat(parsed(shape)).isEqualTo(shape);
    TableShape plain = shape(List.of(), "id");
    assertThat(parsed(plain)).isEqualTo(plain);
    TableShape removed = shape.withColumnsOf(plain);
    assertThat(parsed(removed)).isEqualTo(removed);
  }

  @Test
  void tabsAndLineBreaksInNamesAndTypesComeBackFromTheTexts() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("tab", "enum('a\tb','c\nd','100%','%09')");
    columns.put("t\ta\nb", "int(11)");
    TableShape shape =
        new TableShape(columns, List.of("p\n0"), List.of("t\ta\nb"), List.of("g\none"));
    assertThat(parsed(shape)).isEqualTo(shape);
  }

  @Test
  void percentSignsStayAsTheyHaveAlwaysBeenStored() {
    assertThat(shape(List.of("p%0"), "100%", "%a").columnsText())
        .isEqualTo("100%\tint(11)\n%a\tint(11)");
  }

  private static TableShape parsed(TableShape shape) {
    return TableShape.parse(
        shape.columnsText(), shape.partitionsText(), shape.keyText(), shape.removedText());
  }

  private static TableShape shape(List<String> partitions, String... columns) {
    Map<String, String> types = new LinkedHashMap<>();
    for (String column : columns) {
      types.put(column, "int(11)");
    }
    return new TableShape(types, partitions, List.of());
  }
}
