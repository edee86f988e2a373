// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenamingTest {
  private static final TableId ID = new TableId("d", null, "t");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RENAME TABLE t TO o, n TO t",
        "rename table n to D.T",
        "RENAME TABLE `d` . `t` TO `e`.`t`",
        "/* load */ ALTER TABLE n RENAME TO t",
        "ALTER TABLE n RENAME COLUMN a TO b, RENAME AS t"
      })
  void aTableThatAStatementGivesAnotherNameMayBeReplaced(String sql) {
    assertThat(Renaming.concerns(ID, sql, "d")).isTrue();
    assertThat(Renaming.concerns(ID, sql, null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RENAME TABLE e.t TO e.o",
        "RENAME TABLE `t$1` TO `t``1`",
        "ALTER TABLE t RENAME COLUMN a TO b",
        "ALTER TABLE t RENAME INDEX i TO j, RENAME KEY k TO l",
        "ALTER TABLE t ADD renamed int"
      })
  void otherStatementsReplaceNone(String sql) {
    assertThat(Renaming.concerns(ID, sql, "d")).isFalse();
  }

  @Test
  void aStatementMayHaveALoneBackquoteInALongText() {
    String comment = "/* `" + "x ".repeat(50_000) + "*/ ";

    assertThat(Renaming.concerns(ID, comment + "RENAME TABLE t TO o", "d")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RENAME TABLE t TO o", "ALTER TABLE n RENAME t"})
  void aNameWithoutADatabaseIsOfTheStatementsOwn(String sql) {
    assertThat(Renaming.concerns(ID, sql, "e")).isFalse();
  }
}
