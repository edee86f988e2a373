// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class KnownTablesTest {
  @Test
  void namesOfAnyCharactersAreReadBack() {
    List<TableId> tables =
        List.of(
            new TableId("a.b", null, "c,d"),
            new TableId("a/b", null, "50%"),
            new TableId("db", null, "\u8868 1"));
    assertThat(KnownTables.read(KnownTables.offset(tables)))
        .containsExactlyInAnyOrderElementsOf(tables);
    assertThat(KnownTables.read(KnownTables.offset(List.of()))).isEmpty();
    assertThat(KnownTables.read(null)).isEmpty();
  }

  @Test
  void whatIsNoListIsRefused() {
    assertThatThrownBy(() -> KnownTables.read(Map.of("scn", 5L)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("'tables' must be a string");
    assertThatThrownBy(() -> KnownTables.read(Map.of("tables", "db")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("isn't <database>/<table>: db");
  }
}
