// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.oceanbase.sink.table.TableStatements.NewColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewColumnsTest {
  private static final String EXACT = " COLLATE utf8mb4_0900_bin";

  private final NewColumns newColumns = new NewColumns(true);

  @ParameterizedTest
  @CsvSource({
    "20, false, 20",
    "20, true, 64",
    "100, true, 100",
    "4096, false, 4096",
    "4097, false, 4096",
    "65535, false, 4096",
    "0, false, 4096",
    "0, true, 4096"
  })
  void aTextKeyIsAsLongAsTheKeyCanBe(int length, boolean autoId, int expected) {
    SourceTable.Column id =
        new SourceTable.Column(
            "id", new SourceTable.DeclaredType("VARCHAR", length, 0), null, false, autoId, "");

    assertThat(newColumns.ofTable(List.of(id), List.of("id")))
        .containsExactly(new NewColumn("id", "VARCHAR(" + expected + ")" + EXACT, true, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "65535, 64, 4032, 64",
    "65535, 65535, 2048, 2048",
    "65535, 3000, 2048, 2048",
    "10, 20, 10, 20"
  })
  void keyAndPartitionKeyShareTheKeysLength(int id, int tenant, int idLength, int tenantLength) {
    List<NewColumn> columns =
        newColumns.ofTable(
            List.of(column("id", "VARCHAR", id), column("tenant", "VARCHAR", tenant)),
            List.of("id", "tenant"));

    assertThat(columns)
        .extracting(NewColumn::type)
        .containsExactly(
            "VARCHAR(" + idLength + ")" + EXACT, "VARCHAR(" + tenantLength + ")" + EXACT);
  }

  @Test
  void aNumberTakesItsPartOfTheKey() {
    assertThat(
            newColumns.ofTable(
                List.of(column("id", "INT64", 0), column("tenant", "VARCHAR", 65_535)),
                List.of("id", "tenant")))
        .extracting(NewColumn::type)
        .containsExactly("BIGINT", "VARCHAR(4094)" + EXACT);
  }

  @Test
  void textsThatDoNotFitIntoTheRowBecomeMediumText() {
    List<SourceTable.Column> columns = new ArrayList<>();
    columns.add(column("id", "INT64", 0));
    columns.add(column("small", "VARCHAR", 100));
    for (int i = 0; i < 7; i++) {
      columns.add(column("large" + i, "VARCHAR", 65_535));
    }

    List<NewColumn> created = newColumns.ofTable(columns, List.of("id"));

    assertThat(created).extracting(NewColumn::type).contains("VARCHAR(100)" + EXACT);
    assertThat(created.stream().filter(column -> column.type().startsWith("MEDIUMTEXT")))
        .hasSize(2)
        .allSatisfy(column -> assertThat(column.type()).isEqualTo("MEDIUMTEXT" + EXACT));
  }

  @Test
  void withoutTheExactCollationTheNextBestIsTaken() {
    assertThat(new NewColumns(false).ofTable(List.of(column("id", "VARCHAR", 5)), List.of("id")))
        .extracting(NewColumn::type)
        .containsExactly("VARCHAR(5) COLLATE utf8mb4_bin");
  }

  @Test
  void namesThatTheServerDoesNotTellApartOrTakeAreRefused() {
    List<SourceTable.Column> columns = List.of(column("a", "INT8", 0), column("A", "INT8", 0));
    assertThatThrownBy(() -> newColumns.ofTable(columns, List.of("a")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Two columns are named 'A'");
    List<SourceTable.Column> tooLong = List.of(column("é".repeat(65), "INT8", 0));
    assertThatThrownBy(() -> newColumns.ofAddition(tooLong))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("longer than OceanBase's 64 characters");
    assertThat(newColumns.ofAddition(List.of(column("é".repeat(64), "INT8", 0)))).hasSize(1);
  }

  private static SourceTable.Column column(String name, String type, int length) {
    return new SourceTable.Column(
        name, new SourceTable.DeclaredType(type, length, 0), null, false, false, "");
  }
}
