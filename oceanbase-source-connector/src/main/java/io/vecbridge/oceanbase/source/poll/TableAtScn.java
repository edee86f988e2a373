// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.sql.SQLException;
import java.util.Set;

/**
 * The definition that a table had at an SCN. It is compared after the SCN was taken: a value that
 * is committed up to the SCN belongs to a column that the definition has.
 */
record TableAtScn(TableDefinition definition, long scn) {
  private static final int MOST_TRIES = 20;

  /** The table at the SCN of this moment; null if there is none. */
  static TableAtScn read(Tenant tenant, TableId id) throws SQLException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      TableDefinition definition = tenant.table(id);
      if (definition == null) {
        return null;
      }
      long scn = tenant.currentScn();
      if (definition.fingerprint().equals(tenant.fingerprints(Set.of(definition)).get(id))) {
        return new TableAtScn(definition, scn);
      }
    }
    throw LostPosition.changing();
  }
}
