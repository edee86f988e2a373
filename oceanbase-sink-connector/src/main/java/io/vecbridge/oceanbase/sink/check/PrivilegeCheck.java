// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.PrecheckNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Compares what the user may do with what the configuration needs, as far as both are known before
 * the first record: in the databases that the configuration names, or else in any.
 */
public final class PrivilegeCheck {
  private final OceanBaseSinkConfig config;

  public PrivilegeCheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  /**
   * @throws ConnectException with the finding
   */
  public void require(Connection connection) throws SQLException {
    for (String sentence : findings(connection).values()) {
      throw new ConnectException(sentence);
    }
  }

  /** A sentence by the key that it concerns; empty if all is well, or can't be known. */
  public Map<String, String> findings(Connection connection) throws SQLException {
    if (!config.checks(PrecheckNames.PRIVILEGES)) {
      return Map.of();
    }
    Grants grants;
    try {
      grants = Grants.of(connection);
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) == Failure.RETRY) {
        throw e;
      }
      return Map.of();
    }
    return grants.known() ? findings(grants) : Map.of();
  }

  Map<String, String> findings(Grants grants) {
    Map<String, String> findings = new LinkedHashMap<>();
    Set<String> databases = new TreeSet<>(config.namedDatabases());
    if (databases.isEmpty()) {
      add(findings, grants.missing(needed(), null), "any database", "<database>");
    }
    for (String database : databases) {
      String quoted = TableName.quote(database);
      add(findings, grants.missing(needed(), database), "database " + quoted, quoted);
    }
    if (config.bookkeeps()) {
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
      Map<String, String> findings, Set<String> missing, String where, String quoted) {
    if (missing.isEmpty()) {
      return;
    }
    String privileges = String.join(", ", missing);
    findings.putIfAbsent(
        OceanBaseConnectionConfig.USERNAME,
        "The user lacks "
            + privileges
            + " on "
            + where
            + ". GRANT "
            + privileges
            + " ON "
            + quoted
            + ".* to it, or leave the check out by precheck.skip="
            + PrecheckNames.PRIVILEGES
            + " where it has them by a role.");
  }
}
