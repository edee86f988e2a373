// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import io.vecbridge.common.failure.RequestException.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The capabilities of this server, determined by probing it: kernels from 4.3.3 to 4.4 differ, and
 * so do editions.
 *
 * @param mysqlMode whether the tenant speaks MySQL's dialect
 * @param exactCollation whether {@code utf8mb4_0900_bin} exists, which distinguishes keys that
 *     differ in case, accents or trailing spaces
 * @param binaryVectors whether a VECTOR can be given as little-endian float32 bytes
 * @param sparseVectors whether the type SPARSEVECTOR exists (4.3.5)
 * @param columnGroups whether tables can be stored by column
 */
public record OceanBaseCapabilities(
    OceanBaseVersion version,
    boolean mysqlMode,
    boolean exactCollation,
    boolean binaryVectors,
    boolean sparseVectors,
    boolean columnGroups) {

  /** The first kernel with VECTOR and ARRAY. */
  public boolean hasVectors() {
    return version.oceanBase() && version.atLeast(4, 3, 3);
  }

  /** Asks the server; an error of the connection itself is thrown, a refused probe means no. */
  public static OceanBaseCapabilities probe(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      OceanBaseVersion version =
          OceanBaseVersion.parse(single(statement, "SELECT @@version_comment"));
      return new OceanBaseCapabilities(
          version,
          !"ORACLE".equalsIgnoreCase(answer(statement, "SELECT @@ob_compatibility_mode")),
          answer(statement, "SHOW COLLATION LIKE 'utf8mb4\\_0900\\_bin'") != null,
          isZero(answer(statement, "SELECT L2_DISTANCE(x'0000803f0000803f', '[1,1]')")),
          version.oceanBase() && version.atLeast(4, 3, 5),
          answer(statement, "SHOW PARAMETERS LIKE 'default\\_table\\_store\\_format'") != null);
    }
  }

  private static boolean isZero(String answer) {
    return answer != null && Double.parseDouble(answer) == 0;
  }

  /**
   * The first column of the first row, or null if the server refuses the query or returns none. A
   * server that is unavailable or busy has not answered, which is not a refusal.
   */
  private static String answer(Statement statement, String query) throws SQLException {
    try {
      return single(statement, query);
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) == Failure.RETRY) {
        throw e;
      }
      return null;
    }
  }

  private static String single(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
