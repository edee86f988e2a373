// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import io.vecbridge.harness.probe.JdbcProbe;
import io.vecbridge.harness.probe.TcpProbe;
import io.vecbridge.harness.process.Workspace;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The OceanBase kernel as the single-process server "seekdb": MySQL protocol, user root without a
 * password.
 *
 * <p>The kernel raises signal 49 when an allocation exceeds a memory limit, for the handler of an
 * observer to write a report. As a library, seekdb 1.3.0 has no such handler, and the signal would
 * end it, although the statement alone fails. So it is ignored.
 */
public final class OceanBaseServer extends ProcessServer implements OceanBase {
  private static final String PROGRAM =
      """
      import signal, sys, pylibseekdb
      signal.signal(49, signal.SIG_IGN)
      pylibseekdb.open_with_service(sys.argv[1], int(sys.argv[2]))
      while True:
          signal.pause()
      """;

  private final Path python;
  private final int port;

  public OceanBaseServer(Workspace workspace) {
    super(workspace, "oceanbase");
    this.python = workspace.installed("seekdb").resolve("bin/python");
    this.port = workspace.port();
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:mysql://127.0.0.1:" + port + "/";
  }

  @Override
  public String username() {
    return "root";
  }

  @Override
  public String password() {
    return "";
  }

  @Override
  void prepare(Path home) {}

  @Override
  List<String> command() {
    String data = home().resolve("data").toString();
    return List.of(python.toString(), "-c", PROGRAM, data, String.valueOf(port));
  }

  @Override
  boolean answers() throws SQLException {
    return !TcpProbe.isClosed(port) && JdbcProbe.answers(jdbcUrl(), username(), password());
  }
}
