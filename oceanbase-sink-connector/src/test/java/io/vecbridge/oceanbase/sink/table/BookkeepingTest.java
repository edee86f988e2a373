// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.testing.FakeTenant;
import io.vecbridge.oceanbase.sink.config.TableConfig.NotEmptyMode;
import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class BookkeepingTest {
  private static final TableName TABLE = new TableName("d", "t");
  private static final String INSERT = "INSERT IGNORE";

  private final FakeTenant tenant =
      new FakeTenant()
          .answer("information_schema.schemata", new Object[] {1})
          .answer("start_scn FROM");

  @Test
  void theScnOfTheFirstStartIsStored() throws SQLException {
    tenant.answer("current_scn()", new Object[] {17L}).answer("FROM `d`.`t`", new Object[] {1});

    assertThat(startScn(NotEmptyMode.IGNORE)).isEqualTo(17);
    assertThat(tenant.bound(INSERT)).containsExactly("c", "d", "t", 17L);
  }

  @Test
  void withoutCurrentScnItIsTheReadableOneSoThatNoOwnRowLooksOlder() throws SQLException {
    tenant
        .refuse(
            "current_scn()", new SQLException("FUNCTION current_scn does not exist", "42000", 1305))
        .answer("DBA_OB_TENANTS", new Object[] {15L})
        .answer("FROM `d`.`t`", new Object[] {1});

    assertThat(startScn(NotEmptyMode.IGNORE)).isEqualTo(15);
    assertThat(tenant.bound(INSERT)).containsExactly("c", "d", "t", 15L);
  }

  @Test
  void aTableThatHeldNoRowsHasNoneToLookUp() throws SQLException {
    tenant.answer("current_scn()", new Object[] {17L}).answer("FROM `d`.`t`");

    assertThat(startScn(NotEmptyMode.STOP)).isZero();
    assertThat(tenant.bound(INSERT)).containsExactly("c", "d", "t", 0L);
  }

  @Test
  void whatIsStoredIsReadOnceForAllTables() throws SQLException {
    FakeTenant known =
        new FakeTenant()
            .answer("information_schema.schemata", new Object[] {1})
            .answer("start_scn FROM", new Object[] {"d", "t", 15L}, new Object[] {"d", "u", 0L});
    Bookkeeping books = new Bookkeeping("c", "books", NotEmptyMode.STOP);

    assertThat(books.startScn(known.connection(), TABLE)).isEqualTo(15);
    assertThat(books.startScn(known.connection(), new TableName("d", "u"))).isZero();
    assertThat(known.queries()).filteredOn(query -> query.contains("start_scn FROM")).hasSize(1);
    assertThat(known.bound(INSERT)).isEmpty();
  }

  @Test
  void aTableWithRowsStopsTheTaskUnlessTheyAreIgnored() throws SQLException {
    tenant.answer("current_scn()", new Object[] {17L}).answer("FROM `d`.`t`", new Object[] {1});

    assertThatThrownBy(() -> startScn(NotEmptyMode.STOP))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Table d.t has rows, and");
    assertThat(startScn(NotEmptyMode.IGNORE)).isEqualTo(17);
  }

  private long startScn(NotEmptyMode mode) throws SQLException {
    return new Bookkeeping("c", "books", mode).startScn(tenant.connection(), TABLE);
  }
}
