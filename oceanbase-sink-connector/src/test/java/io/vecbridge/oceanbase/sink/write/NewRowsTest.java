// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.testing.Records;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.table.TablesOfTests;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewRowsTest {
  private static final TableDefinition GOODS =
      TablesOfTests.table(List.of("id"), "id", "bigint(20)", "name", "varchar(5)");
  private static final String INSERT =
      "INSERT INTO `shop`.`goods` (`id`, `name`) VALUES (?, ?), (?, ?)";
  private static final String UPSERT = INSERT + " ON DUPLICATE KEY UPDATE `name` = VALUES(`name`)";

  private final io.vecbridge.common.testing.FakeTenant tenant =
      new io.vecbridge.common.testing.FakeTenant();
  private final TargetTable goods = TablesOfTests.target(GOODS);
  private final NewRows newRows = new NewRows();

  @Test
  void rowsOfASnapshotAreInsertedIntoATableThatWasEmpty() {
    write(goods, "r", "r");

    assertThat(tenant.queries()).containsExactly(INSERT);
  }

  @Test
  void rowsThatAreThereAreReplaced() {
    refuseInserts(1062, "23000");

    write(goods, "r", "r");

    assertThat(tenant.queries()).containsExactly(INSERT, UPSERT);
    assertThat(tenant.bound(UPSERT)).containsExactly(1L, "a", 2L, "a");
  }

  @Test
  void aRowThatIsRefusedForAnotherReasonIsNotWrittenAgain() {
    refuseInserts(1406, "22001");

    assertThatThrownBy(() -> write(goods, "r", "r"))
        .hasMessageContaining("error 1406, SQLState 22001");
    assertThat(tenant.queries()).containsExactly(INSERT);
  }

  @Test
  void insertsAreTriedAgainAHundredStatementsAfterOneWasRefused() {
    newRows.refused(goods);

    assertThat(expected(100)).hasSize(100).containsOnly(false);
    assertThat(expected(2)).containsOnly(true);
  }

  @Test
  void aTableIsJudgedByItsOwnStatements() {
    TableDefinition other =
        new TableDefinition(
            new TableName("shop", "other"), GOODS.columns(), GOODS.indexes(), null, "", "");
    newRows.refused(TablesOfTests.target(other));

    assertThat(newRows.areExpected(goods, changes(goods, "r"))).isTrue();
  }

  @Test
  void changesReplaceTheirRows() {
    write(goods, "r", "u");

    assertThat(tenant.queries()).containsExactly(UPSERT);
  }

  @Test
  void rowsOfASnapshotReplaceThoseOfATableThatHadSome() {
    write(new TargetTable(GOODS, new ColumnTypes(true), 17), "r", "r");

    assertThat(tenant.queries()).containsExactly(UPSERT);
  }

  @Test
  void nothingIsInsertedIfAllRowsAreMoved() {
    TargetTable wide =
        TablesOfTests.target(
            TablesOfTests.table(List.of("id", "name"), "id", "bigint(20)", "name", "varchar(5)"));
    tenant.answer("FOR UPDATE", new Object[] {1L, 1L, "b"}, new Object[] {2L, 2L, "b"});

    write(wide, "r", "r");

    assertThat(tenant.queries())
        .hasSize(3)
        .noneMatch(query -> query.startsWith("INSERT"))
        .filteredOn(query -> query.startsWith("UPDATE"))
        .hasSize(2);
  }

  private void refuseInserts(int error, String state) {
    tenant.answer("ON DUPLICATE KEY", new Object[0]);
    tenant.refuse("INSERT", new SQLException("refused", state, error));
  }

  private List<Boolean> expected(int statements) {
    List<RowChange> rows = changes(goods, "r");
    List<Boolean> expected = new ArrayList<>();
    for (int i = 0; i < statements; i++) {
      expected.add(newRows.areExpected(goods, rows));
    }
    return expected;
  }

  private void write(TargetTable table, String... operations) {
    PutDeadline deadline = new PutDeadline(Duration.ofSeconds(60), () -> 0);
    new RowWriter(tenant.connection(), table, deadline, newRows).upsert(changes(table, operations));
  }

  private static List<RowChange> changes(TargetTable table, String... operations) {
    EventReader reader = new EventReader("$meta");
    List<RowChange> changes = new ArrayList<>();
    for (String operation : operations) {
      long id = changes.size() + 1;
      Change change = (Change) reader.read(Records.envelope(operation, id, "a", id), List.of());
      changes.add(table.convert(change));
    }
    return changes;
  }
}
