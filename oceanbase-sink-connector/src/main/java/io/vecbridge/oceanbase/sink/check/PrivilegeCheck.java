// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig.Check;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the user's privileges with what the configuration needs, as far as both are known before
 * the first record: in the databases that the configuration names, or otherwise in any.
 */
public final class PrivilegeCheck {
  private final OceanBaseSinkConfig config;

  public PrivilegeCheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  /** What the user lacks; empty if all is well, or if the privileges can't be read. */
  public List<Finding> findings(Connection connection) throws SQLException {
    if (!config.checks(Check.OCEANBASE_PRIVILEGES)) {
      return List.of();
    }
    Grants grants;
    try {
      grants = Grants.of(connection);
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) == Failure.RETRY) {
        throw e;
      }
      return List.of();
    }
    return grants.known() ? findings(grants) : List.of();
  }

  List<Finding> findings(Grants grants) {
    List<Finding> findings = new ArrayList<>();
    Set<String> databases = new TreeSet<>(config.namedDatabases());
    if (databases.isEmpty()) {
      add(findings, grants.missing(needed(), null), "any database", "<database>");
    }
    for (String database : databases) {
      String quoted = TableName.quote(database);
      add(findings, grants.missing(needed(), database), "database " + quoted, quoted);
    }
    if (config.needsBookkeeping()) {
      String quoted = TableName.quote(config.write().bookkeepingDatabase());
      Set<String> missing =
          grants.missing(
              Set.of("SELECT", "INSERT", "CREATE"), config.write().bookkeepingDatabase());
      add(findings, missing, "database " + quoted + " (bookkeeping.database)", quoted);
    }
    return findings;
  }

  private Set<String> needed() {
    Set<String> needed = new TreeSet<>(Set.of("SELECT", "INSERT", "UPDATE"));
    if (config.write().deleteEnabled()) {
      needed.add("DELETE");
    }
    if (config.tables().evolution() == SchemaEvolution.BASIC) {
      needed.add("CREATE");
      needed.add("ALTER");
    }
    return needed;
  }

  private static void add(
      List<Finding> findings, Set<String> missing, String where, String quoted) {
    if (missing.isEmpty()) {
      return;
    }
    String privileges = String.join(", ", missing);
    findings.add(
        Prechecks.finding(
            OceanBaseConnectionConfig.USERNAME,
            "The user lacks "
                + privileges
                + " on "
                + where
                + ". GRANT "
                + privileges
                + " ON "
                + quoted
                + ".* to it. Privileges of roles are not visible to this check.",
            Check.OCEANBASE_PRIVILEGES));
  }
}
