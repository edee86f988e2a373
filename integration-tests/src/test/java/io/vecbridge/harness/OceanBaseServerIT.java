// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.server.OceanBase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("slow")
@ExtendWith(ClusterExtension.class)
class OceanBaseServerIT {
  @Test
  void committedRowsSurviveAKillAndARestartOnTheSamePort(Cluster cluster) throws SQLException {
    OceanBase server = cluster.oceanBase();
    execute(server, "CREATE DATABASE IF NOT EXISTS survives");
    execute(server, "CREATE TABLE survives.t (id BIGINT PRIMARY KEY, v VECTOR(2))");
    execute(server, "INSERT INTO survives.t VALUES (1, '[1,2]')");

    server.kill();
    assertThat(server.isRunning()).isFalse();
    cluster.startEnded();

    assertThat(query(server, "SELECT v FROM survives.t WHERE id = 1")).isEqualTo("[1,2]");
  }

  @Test
  void theSignalOfAFailedAllocationDoesNotEndIt(Cluster cluster) throws Exception {
    ProcessHandle kernel =
        ProcessHandle.current()
            .descendants()
            .filter(each -> each.info().commandLine().orElse("").contains("pylibseekdb"))
            .filter(each -> each.children().findAny().isEmpty())
            .findFirst()
            .orElseThrow();

    Process kill = new ProcessBuilder("kill", "-49", String.valueOf(kernel.pid())).start();
    assertThat(kill.waitFor()).isZero();

    assertThat(query(cluster.oceanBase(), "SELECT 1")).isEqualTo("1");
    assertThat(kernel.isAlive()).isTrue();
  }

  @Test
  void itIsAnOceanBaseKernel(Cluster cluster) throws SQLException {
    assertThat(query(cluster.oceanBase(), "SELECT @@version_comment")).contains("OceanBase 4.3.5");
  }

  private static void execute(OceanBase server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(OceanBase server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static Connection connect(OceanBase server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }
}
