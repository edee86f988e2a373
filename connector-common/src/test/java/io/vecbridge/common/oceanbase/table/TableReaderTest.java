// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition.Partitioning;
import io.vecbridge.common.oceanbase.table.TableDefinition.UniqueKey;
import io.vecbridge.common.testing.FakeTenant;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableReaderTest {
  private static final TableName NAME = new TableName("d", "t");
  private static final String KEYS = "information_schema.statistics";
  private static final String COLUMNS = "information_schema.columns";
  private static final String PARTITIONS = "information_schema.partitions";
  private static final String TABLES = "information_schema.tables";

  private final TableReader reader = new TableReader();
  private final FakeTenant tenant = new FakeTenant();

  @Test
  void aKeyOverAPrefixOrAnExpressionDoesNotIdentifyRows() throws SQLException {
    keys(
        new Object[] {"t", "expression", "SYS_NC18$", null, ""},
        new Object[] {"t", "nullable", "a", null, ""},
        new Object[] {"t", "nullable", "n", null, "YES"},
        new Object[] {"t", "prefix", "a", 3, ""},
        new Object[] {"t", "prefix", "b", null, ""},
        new Object[] {"t", "whole", "b", null, ""},
        new Object[] {"t", "whole", "a", null, ""});

    TableDefinition table = reader.read(tenant.connection(), NAME);

    assertThat(table.primaryKey()).isEmpty();
    assertThat(table.uniqueKeys())
        .containsExactly(
            new UniqueKey("expression", List.of("SYS_NC18$"), false),
            new UniqueKey("nullable", List.of("a", "n"), false),
            new UniqueKey("prefix", List.of("a", "b"), false),
            new UniqueKey("whole", List.of("b", "a"), true));
    assertThat(table.key()).containsExactly("b", "a");
    assertThat(table.isKey(table.column("A"))).isTrue();
    assertThat(table.uniqueKeysBeside(table.key())).isNotEmpty();
  }

  @Test
  void thePrimaryKeyIdentifiesRowsBeforeAnyOther() throws SQLException {
    keys(new Object[] {"t", "PRIMARY", "b", null, ""}, new Object[] {"t", "a", "a", null, ""});

    TableDefinition table = reader.read(tenant.connection(), NAME);

    assertThat(table.key()).containsExactly("b");
    assertThat(table.uniqueKeysBeside(table.key())).isNotEmpty();
  }

  @Test
  void theOnlyKeyLeavesNoOther() throws SQLException {
    keys(new Object[] {"t", "u", "b", null, ""});
    TableDefinition read = reader.read(tenant.connection(), NAME);
    assertThat(read.uniqueKeysBeside(read.key())).isEmpty();
    keys();
    assertThat(reader.read(tenant.connection(), NAME).key()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', false",
    "VIRTUAL GENERATED, 'upper(`b`)', true",
    "STORED GENERATED, '', true",
    "'', 'upper(`b`)', true",
    "DEFAULT_GENERATED, '', false",
    "DEFAULT_GENERATED on update CURRENT_TIMESTAMP, '', false",
    "on update current_timestamp(3), '', false"
  })
  void onlyColumnsThatTheServerComputesAreGenerated(
      String extra, String expression, boolean generated) throws SQLException {
    tenant
        .answer(TABLES, new Object[] {"t", "a comment"})
        .answer(COLUMNS, column("t", "a", "varchar(20)", extra, expression))
        .answer(PARTITIONS, partition("t", null))
        .answer(KEYS);

    TableDefinition table = reader.read(tenant.connection(), NAME);

    assertThat(table.comment()).isEqualTo("a comment");
    assertThat(table.columns()).singleElement().returns(generated, ColumnDefinition::generated);
    assertThat(table.columns().get(0).length()).isEqualTo(20);
    assertThat(table.partitioning()).isNull();
  }

  @Test
  void aTableOfTheSameNameInOtherCaseIsFoundWhereThatIsTheTenantsOwn() throws SQLException {
    tenant
        .answer(TABLES, new Object[] {"T", null})
        .answer(COLUMNS, column("T", "a", "int(11)", "", ""))
        .answer(PARTITIONS, partition("T", "p0"), partition("T", "p1"))
        .answer(KEYS, new Object[] {"T", "PRIMARY", "a", null, ""});

    TableDefinition table = reader.read(tenant.connection(), NAME);

    assertThat(table.name()).isEqualTo(NAME);
    assertThat(table.comment()).isEmpty();
    assertThat(table.key()).containsExactly("a");
    assertThat(table.partitioning()).isEqualTo(new Partitioning("KEY", "a`b", List.of("p0", "p1")));
  }

  @Test
  void aViewIsNoTable() throws SQLException {
    tenant.answer(TABLES);

    assertThat(reader.read(tenant.connection(), NAME)).isNull();
  }

  @Test
  void theServersOwnTablesAreLeftOut() throws SQLException {
    tenant.answer(
        TABLES,
        new Object[] {"d", "t"},
        new Object[] {"d", "__idx_1_v"},
        new Object[] {"d", "mlog$_t"},
        new Object[] {"oceanbase", "x"});

    assertThat(reader.tables(tenant.connection())).containsExactly(NAME);
  }

  private void keys(Object[]... keys) {
    tenant
        .answer(TABLES, new Object[] {"t", ""})
        .answer(
            COLUMNS,
            column("t", "a", "varchar(9)", "", ""),
            column("t", "b", "int(11)", "auto_increment", ""),
            column("t", "n", "int(11)", null, null))
        .answer(PARTITIONS, partition("t", null))
        .answer(KEYS, keys);
  }

  private static Object[] column(
      String table, String name, String type, String extra, String expression) {
    return new Object[] {table, name, 1, type, "NO", null, "", null, null, extra, expression};
  }

  private static Object[] partition(String table, String name) {
    return new Object[] {table, "KEY", "`a``b`", name, null, null, "2026-01-01"};
  }
}
