// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowStatementsTest {
  private static final TableName TABLE = new TableName("my`db", "$t");

  @Test
  void everyIdentifierIsQuoted() {
    assertThat(RowStatements.insert(TABLE, List.of("id", "$meta")))
        .isEqualTo("INSERT INTO `my``db`.`$t` (`id`, `$meta`) VALUES (?, ?)");
  }

  @Test
  void anUpsertReplacesAllButTheKey() {
    assertThat(RowStatements.upsert(TABLE, List.of("id", "a`b", "c"), List.of("id")))
        .isEqualTo(
            "INSERT INTO `my``db`.`$t` (`id`, `a``b`, `c`) VALUES (?, ?, ?)"
                + " ON DUPLICATE KEY UPDATE `a``b` = VALUES(`a``b`), `c` = VALUES(`c`)");
  }

  @Test
  void aRowOfKeysAloneIsStillIdempotent() {
    assertThat(RowStatements.upsert(TABLE, List.of("id"), List.of("id")))
        .endsWith("ON DUPLICATE KEY UPDATE `id` = VALUES(`id`)");
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
