// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableCheckTest {
  private static final SourceTable SOURCE = source("VARCHAR", 3);

  private final TableCheck check = new TableCheck(item -> true, true);

  @ParameterizedTest
  @ValueSource(strings = {"utf8mb4_general_ci", "utf8mb4_unicode_ci", "utf8mb4_bin"})
  void aKeyThatWouldMergeTheSourcesKeysStopsTheTask(String collation) {
    TableDefinition table = table(collation, "VECTOR(3)");

    assertThatThrownBy(() -> check.check(table, SOURCE))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("key column 'id' of table shop.goods has the collation " + collation)
        .hasMessageContaining("precheck.skip=table.key.collation");
    assertThatCode(() -> new TableCheck(item -> false, true).check(table, SOURCE))
        .doesNotThrowAnyException();
  }

  @Test
  void exactKeysPass() {
    assertThatCode(() -> check.check(table("utf8mb4_0900_bin", "VECTOR(3)"), SOURCE))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                new TableCheck(item -> true, false)
                    .check(table("utf8mb4_bin", "VECTOR(3)"), SOURCE))
        .doesNotThrowAnyException();
  }

  @Test
  void aSourceWithCollationsOfItsOwnMayHaveThemInTheTarget() {
    assertThatCode(() -> check.check(table("utf8mb4_general_ci", "VECTOR(3)"), source("CHAR", 3)))
        .doesNotThrowAnyException();
  }

  @Test
  void theKeyMustFindRows() {
    TableDefinition table =
        TablesOfTests.table(List.of("other"), "other", "int", "id", "varchar(5)");

    assertThatThrownBy(() -> check.check(table, SOURCE))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("'id' is not part of a primary key");
  }

  @Test
  void anotherDimensionStopsTheTask() {
    assertThatThrownBy(() -> check.check(table("utf8mb4_0900_bin", "VECTOR(4)"), SOURCE))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(
            "'v' of table shop.goods is VECTOR(4), but the source's vectors need VECTOR(3)");
    assertThatCode(() -> check.check(table("utf8mb4_0900_bin", "json"), SOURCE))
        .doesNotThrowAnyException();
  }

  @Test
  void missingColumnsAreListed() {
    TableDefinition table = TablesOfTests.table(List.of("id"), "ID", "varchar(5)");

    assertThat(TableCheck.missing(table, SOURCE))
        .extracting(SourceTable.Column::name)
        .containsExactly("v");
  }

  private static TableDefinition table(String collation, String vector) {
    return TablesOfTests.collated(collation, List.of("id"), "id", "varchar(5)", "v", vector);
  }

  private static SourceTable source(String keyType, int dimension) {
    return new SourceTable(
        new SourceName("t", "shop", "goods"),
        List.of(
            new SourceTable.Column(
                "id", new SourceTable.DeclaredType(keyType, 5, 0), null, false, false, ""),
            new SourceTable.Column(
                "v",
                new SourceTable.DeclaredType("FLOAT_VECTOR", dimension, 0),
                null,
                false,
                false,
                "")),
        List.of("id"),
        SourceTable.Partitioning.NONE,
        "");
  }
}
