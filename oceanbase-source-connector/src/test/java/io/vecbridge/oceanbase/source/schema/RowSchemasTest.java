// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.schema.SchemaNameAdjuster;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.common.oceanbase.table.TableDefinition.Partitioning;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.common.wire.ColumnParameters;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class RowSchemasTest {
  private static final Predicate<ColumnDefinition> ALL = column -> true;

  private final TableDefinition table =
      table(
          "a table",
          new Partitioning("KEY", "part", List.of("p0", "p1")),
          column("id", "bigint(20)", false),
          column("part", "int(11)", false),
          column("note", "varchar(20)", true),
          column("$meta", "json", true));

  @Test
  void keySchemasHaveTypesAndNamesAlone() {
    Schema key = schema(table, ALL).keySchema();
    assertThat(key.name()).isEqualTo("p.d.t.Key");
    assertThat(key.fields()).extracting(Field::name).containsExactly("id", "part");
    assertThat(key.fields())
        .allSatisfy(
            field -> {
              assertThat(field.schema().parameters()).isNull();
              assertThat(field.schema().isOptional()).isFalse();
            });
  }

  @Test
  void rowSchemasDescribeTheTableToASink() {
    Schema row = schema(table, ALL).rowSchema();
    assertThat(row.name()).isEqualTo("p.d.t.Value");
    assertThat(row.isOptional()).isTrue();
    assertThat(row.doc()).isEqualTo("a table");
    assertThat(row.parameters()).containsEntry(ColumnParameters.PARTITIONS, "2");
    assertThat(row.field("part").schema().parameters())
        .containsEntry(ColumnParameters.ROLE, ColumnParameters.ROLE_PARTITION_KEY);
    assertThat(row.field("$meta").schema().parameters())
        .containsEntry(ColumnParameters.ROLE, ColumnParameters.ROLE_DYNAMIC);
    assertThat(row.field("note").schema().isOptional()).isTrue();
    assertThat(row.field("id").schema().isOptional()).isFalse();
  }

  @Test
  void theDimensionOfAVectorInBytesIsNoLength() {
    TableDefinition vectors =
        table(
            "",
            null,
            column("id", "bigint(20)", false),
            column("v", "VECTOR(3)", 3),
            column("b", "varbinary(3)", 3));

    Schema row = schema(vectors, ALL).rowSchema();

    assertThat(row.field("v").schema().parameters())
        .containsEntry(ColumnParameters.DIMENSION, "3")
        .doesNotContainKey(ColumnParameters.LENGTH);
    assertThat(row.field("b").schema().parameters())
        .containsEntry(ColumnParameters.LENGTH, "3")
        .doesNotContainKey(ColumnParameters.DIMENSION);
  }

  @Test
  void keyColumnsAreCapturedWhateverTheListsSay() {
    RowSchema schema = schema(table, column -> false);
    assertThat(schema.rowSchema().fields()).extracting(Field::name).containsExactly("id", "part");
    assertThat(schema.key(new Object[] {7L, 1}).get("id")).isEqualTo(7L);
  }

  @Test
  void aRowHasItsValuesAndNullsWhereTheyAreMissing() {
    RowSchema schema = schema(table, ALL);
    assertThat(schema.row(new Object[] {7L, 1, "x", null}).get("note")).isEqualTo("x");
    assertThat(schema.row(new Object[] {7L, 1, null, null}).get("note")).isNull();
  }

  @Test
  void aKeyThatCannotBeOneIsRefusedWithItsColumnAndWhatToDo() {
    TableDefinition unfit = table("", null, column("id", "json", false));
    assertThatThrownBy(() -> schema(unfit, ALL))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Column \"id\" of table")
        .hasMessageContaining("has type json, which is not supported as a key")
        .hasMessageContaining("message.key.columns");
  }

  private static RowSchema schema(TableDefinition table, Predicate<ColumnDefinition> captured) {
    return new RowSchemas(
            new ColumnTypes(VectorEncoding.BYTES),
            SchemaNameAdjuster.NO_OP,
            SchemaNameAdjuster.NO_OP)
        .of(table, TableKeys.of(table, List.of(), List.of()), "p.d.t", captured);
  }

  private static TableDefinition table(
      String comment, Partitioning partitioning, ColumnDefinition... columns) {
    List<ColumnDefinition> all = List.of(columns);
    return new TableDefinition(
        new TableName("d", "t"),
        all,
        new Indexes(
            all.stream().filter(column -> !column.nullable()).map(ColumnDefinition::name).toList(),
            List.of()),
        partitioning,
        comment,
        "");
  }

  private static ColumnDefinition column(String name, String type, boolean nullable) {
    return new ColumnDefinition(
        name,
        1,
        new ColumnDefinition.DeclaredType(type, null, null, null),
        nullable,
        "",
        ColumnDefinition.Filling.NONE);
  }

  private static ColumnDefinition column(String name, String type, int length) {
    return new ColumnDefinition(
        name,
        1,
        new ColumnDefinition.DeclaredType(type, length, null, null),
        true,
        "",
        ColumnDefinition.Filling.NONE);
  }
}
