// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.container;

import io.vecbridge.harness.probe.JdbcProbe;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.OceanBase;
import java.sql.SQLException;
import java.util.Map;

/** OceanBase Community Edition in a container, with its MySQL-compatible tenant {@code test}. */
final class OceanBaseContainerServer extends ContainerServer implements OceanBase {
  private static final int PORT = 2881;

  private final int port;

  OceanBaseContainerServer(Workspace workspace, int port, String image) {
    super(workspace, "oceanbase", image, Map.of(port, PORT));
    this.port = port;
    container().withEnv("MODE", "slim");
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:mysql://127.0.0.1:" + port + "/";
  }

  @Override
  public String username() {
    return "root@test";
  }

  @Override
  public String password() {
    return "";
  }

  @Override
  boolean answers() throws SQLException {
    return JdbcProbe.answers(jdbcUrl(), username(), password());
  }
}
