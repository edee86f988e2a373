// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class ColumnTypesTest {
  private static final TableName TABLE = new TableName("d", "t");
  private static final ColumnTypes TYPES = new ColumnTypes(VectorEncoding.BYTES);

  @Test
  void numbersHaveTheSchemasThatDebeziumGivesThem() {
    assertThat(schema("tinyint(1)").type()).isEqualTo(Schema.Type.INT16);
    assertThat(schema("tinyint(3) unsigned").type()).isEqualTo(Schema.Type.INT16);
    assertThat(schema("smallint(5) unsigned").type()).isEqualTo(Schema.Type.INT32);
    assertThat(schema("mediumint(8) unsigned").type()).isEqualTo(Schema.Type.INT32);
    assertThat(schema("int(10) unsigned zerofill").type()).isEqualTo(Schema.Type.INT64);
    assertThat(schema("bigint(20)").type()).isEqualTo(Schema.Type.INT64);
    assertThat(schema("bigint(20) unsigned").name()).endsWith(".Decimal");
    assertThat(schema("decimal(20,5)").parameters())
        .containsEntry("scale", "5")
        .containsEntry("connect.decimal.precision", "20");
    assertThat(schema("float(7,3)").type()).isEqualTo(Schema.Type.FLOAT32);
  }

  @Test
  void otherTypesHaveTheirLogicalNames() {
    assertThat(schema("bit(1)").type()).isEqualTo(Schema.Type.BOOLEAN);
    assertThat(schema("bit(9)").name()).isEqualTo("io.debezium.data.Bits");
    assertThat(schema("datetime(3)").name()).isEqualTo("io.debezium.time.Timestamp");
    assertThat(schema("datetime(4)").name()).isEqualTo("io.debezium.time.MicroTimestamp");
    assertThat(schema("time(6)").name()).isEqualTo("io.debezium.time.MicroTime");
    assertThat(schema("timestamp(6)").name()).isEqualTo("io.debezium.time.ZonedTimestamp");
    assertThat(schema("year(4)").name()).isEqualTo("io.debezium.time.Year");
    assertThat(schema("json").name()).isEqualTo("io.debezium.data.Json");
    assertThat(schema("geometry").name()).isEqualTo("io.debezium.data.geometry.Geometry");
    assertThat(schema("point").name()).isEqualTo("io.debezium.data.geometry.Geometry");
    assertThat(schema("VECTOR(3)").name()).isEqualTo("io.vecbridge.data.FloatVector");
    assertThat(schema("SPARSEVECTOR").name()).isEqualTo("io.vecbridge.data.SparseFloatVector");
    assertThat(schema("ARRAY(ARRAY(INT))").valueSchema().valueSchema())
        .isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
  }

  @Test
  void optionsAreReadAsMysqlAndAsOceanBaseWriteThem() {
    assertThat(schema("enum('a','b''c','d,e')").parameters()).containsEntry("allowed", "a,b'c,d,e");
    assertThat(schema("set('x','y'z')").parameters()).containsEntry("allowed", "x,y'z");
  }

  @Test
  void exactReadsHaveTheirExpressions() {
    assertThat(type("float").expression("`f`")).isEqualTo("CAST(`f` AS DOUBLE)");
    assertThat(type("VECTOR(3)").expression("t.`v`"))
        .isEqualTo("ARRAY_MAP(x -> CAST(x AS DOUBLE), t.`v`)");
    assertThat(type("ARRAY(VARCHAR(5))").expression("`a`"))
        .isEqualTo("ARRAY_MAP(e1 -> HEX(e1), `a`)");
    assertThat(type("ARRAY(ARRAY(FLOAT))").expression("`a`"))
        .isEqualTo("ARRAY_MAP(e1 -> ARRAY_MAP(e2 -> CAST(e2 AS DOUBLE), e1), `a`)");
    assertThat(type("ARRAY(ARRAY(INT))").expression("`a`")).isEqualTo("`a`");
  }

  @Test
  void wireNamesAreUpperCaseWithoutLengths() {
    assertThat(ColumnTypes.wireName(column("bigint(20) unsigned"))).isEqualTo("BIGINT UNSIGNED");
    assertThat(ColumnTypes.wireName(column("VECTOR(768)"))).isEqualTo("VECTOR");
    assertThat(ColumnTypes.wireName(column("ARRAY(VARCHAR(20))"))).isEqualTo("ARRAY(VARCHAR(20))");
    assertThat(ColumnTypes.wireName(column("ARRAY(ARRAY(BIGINT UNSIGNED))")))
        .isEqualTo("ARRAY(ARRAY(BIGINT UNSIGNED))");
  }

  @Test
  void largeTypesAreNoKeys() {
    assertThat(type("longtext").key()).isNull();
    assertThat(type("string").key()).isNull();
    assertThat(type("blob").key()).isNull();
    assertThat(type("json").key()).isNull();
    assertThat(type("VECTOR(3)").key()).isNull();
    assertThat(type("varchar(9)").key()).isEqualTo(KeyType.TEXT);
  }

  private static Schema schema(String type) {
    return type(type).schema().build();
  }

  private static ColumnType type(String type) {
    return TYPES.of(TABLE, column(type));
  }

  private static ColumnDefinition column(String type) {
    return new ColumnDefinition(
        "c",
        1,
        new ColumnDefinition.DeclaredType(type, null, null, null),
        true,
        "",
        ColumnDefinition.Filling.NONE);
  }
}
