// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.testing.FakeTenant;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OceanBaseScnTest {
  private static final String FUNCTION = "current_scn()";
  private static final String VIEW = "DBA_OB_TENANTS";

  @Test
  void theTenantIsAskedForTheScnOfThisMoment() throws SQLException {
    FakeTenant tenant = new FakeTenant().answer(FUNCTION, new Object[] {17L});

    assertThat(OceanBaseScn.current(tenant.connection())).isEqualTo(17);
    assertThat(OceanBaseScn.latest(tenant.connection())).isEqualTo(17);
    assertThat(tenant.queries()).containsOnly("SELECT current_scn()");
  }

  @Test
  void withoutTheFunctionTheReadableScnIsTakenAsALowerBound() throws SQLException {
    FakeTenant tenant = withoutFunction().answer(VIEW, new Object[] {15L});

    assertThat(OceanBaseScn.current(tenant.connection())).isEqualTo(15);
  }

  @Test
  void withoutTheFunctionNoScnStandsForThisMoment() throws SQLException {
    FakeTenant tenant = withoutFunction().answer(VIEW, new Object[] {15L});

    assertThat(OceanBaseScn.latest(tenant.connection())).isEqualTo(OceanBaseScn.NOW);
    assertThat(tenant.queries()).containsExactly("SELECT current_scn()");
  }

  @Test
  void aTenantThatReportsNoScnAtAllIsAnError() {
    FakeTenant tenant = withoutFunction().answer(VIEW, new Object[] {null});

    assertThatThrownBy(() -> OceanBaseScn.current(tenant.connection()))
        .isInstanceOf(SQLException.class)
        .hasMessage("The tenant does not report its SCN.");
  }

  @Test
  void otherErrorsOfTheFunctionAreThrown() {
    SQLException busy = new SQLException("timeout", "HY000", 4012);
    FakeTenant tenant = new FakeTenant().refuse(FUNCTION, busy);

    assertThatThrownBy(() -> OceanBaseScn.current(tenant.connection())).isSameAs(busy);
    assertThatThrownBy(() -> OceanBaseScn.latest(tenant.connection())).isSameAs(busy);
  }

  private static FakeTenant withoutFunction() {
    return new FakeTenant()
        .refuse(FUNCTION, new SQLException("FUNCTION current_scn does not exist", "42000", 1305));
  }
}
