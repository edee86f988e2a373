// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowStatementsTest {
  private static final TableName TABLE = new TableName("my`db", "$t");

  @Test
  void everyIdentifierIsQuoted() {
    assertThat(RowStatements.insert(TABLE, List.of("id", "$meta"), 1, 1L, null))
        .isEqualTo("INSERT INTO `my``db`.`$t` (`id`, `$meta`) VALUES (?, ?)");
  }

  @Test
  void anUpsertReplacesAllButTheKey() {
    assertThat(RowStatements.upsert(TABLE, List.of("id", "a`b", "c"), List.of("id"), 2, 1L, 2L, 3L))
        .isEqualTo(
            "INSERT INTO `my``db`.`$t` (`id`, `a``b`, `c`) VALUES (?, ?, ?), (?, ?, ?)"
                + " ON DUPLICATE KEY UPDATE `a``b` = VALUES(`a``b`), `c` = VALUES(`c`)");
  }

  @Test
  void aRowOfKeysAloneIsStillIdempotent() {
    assertThat(RowStatements.upsert(TABLE, List.of("id"), List.of("id"), 1, 1L))
        .endsWith("ON DUPLICATE KEY UPDATE `id` = VALUES(`id`)");
  }

  @Test
  void anUpsertThatMeetsARowOfAnotherKeyIsRefused() {
    assertThat(
            RowStatements.guardedUpsert(
                TABLE, List.of("a", "b", "v"), List.of("a", "b"), 1, 1L, 2L, 3L))
        .endsWith(
            " ON DUPLICATE KEY UPDATE `v` = VALUES(`v`),"
                + " `a` = IF(`a` <=> VALUES(`a`) AND `b` <=> VALUES(`b`), `a`, NULL)");
  }

  @Test
  void rowsExchangeValuesInOneStatement() {
    assertThat(RowStatements.exchange(TABLE, Map.of("v", 2), List.of("id"), 3))
        .isEqualTo(
            "UPDATE `my``db`.`$t` SET `v` = CASE WHEN `id` IN (?) THEN ? WHEN `id` IN (?) THEN ?"
                + " ELSE `v` END WHERE `id` IN (?, ?, ?)");
    assertThat(RowStatements.selectOther(TABLE, List.of("v"), List.of("id"), 2))
        .isEqualTo("SELECT 1 FROM `my``db`.`$t` WHERE `v` IN (?) AND NOT (`id` IN (?, ?)) LIMIT 1");
  }

  @Test
  void keysAreListed() {
    assertThat(RowStatements.delete(TABLE, List.of("id"), 3))
        .isEqualTo("DELETE FROM `my``db`.`$t` WHERE `id` IN (?, ?, ?)");
    assertThat(RowStatements.delete(TABLE, List.of("a", "b"), 2))
        .isEqualTo("DELETE FROM `my``db`.`$t` WHERE (`a`, `b`) IN ((?, ?), (?, ?))");
    assertThat(RowStatements.selectOlder(TABLE, List.of("a", "b"), 1))
        .isEqualTo(
            "SELECT `a`, `b` FROM `my``db`.`$t` WHERE (`a`, `b`) IN ((?, ?))"
                + " AND ORA_ROWSCN <= ? FOR UPDATE");
  }
}
