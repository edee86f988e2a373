// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import io.vecbridge.harness.probe.JdbcProbe;
import io.vecbridge.harness.probe.TcpProbe;
import io.vecbridge.harness.process.Installation;
import io.vecbridge.harness.process.ServerProcess;
import io.vecbridge.harness.process.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MySQL with a binlog of rows and with GTIDs: what stands in for OceanBase's Binlog Service, which
 * speaks the same protocol and is not to be had as a single process. User root without a password.
 */
public final class MySqlServer extends ProcessServer implements OceanBase {
  private static final Duration INITIALIZED_WITHIN = Duration.ofSeconds(120);
  // The loader's exit status.
  private static final int NOT_LOADED = 127;

  private final Path installation;
  private final int port;
  private int starts;

  public MySqlServer(Workspace workspace) {
    super(workspace, "mysql");
    this.installation = workspace.installed("mysql");
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

  /** What the system's loader says where it lacks a library of the server's; empty if it runs. */
  public static Optional<String> missingLibrary() {
    String program = Installation.ofUser().folder("mysql").resolve("bin/mysqld").toString();
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == NOT_LOADED ? Optional.of(answer.strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The port of the protocol, of SQL and of the binlog. */
  public int port() {
    return port;
  }

  @Override
  void prepare(Path home) throws IOException {
    ServerProcess.start(program("--initialize-insecure"), Map.of(), home, log())
        .awaitEnd(INITIALIZED_WITHIN);
    if (!Files.isDirectory(home.resolve("data/mysql"))) {
      throw new IOException("the data folder wasn't initialized, see " + log());
    }
  }

  @Override
  List<String> command() {
    return program(
        "--port=" + port,
        "--bind-address=127.0.0.1",
        // Relative to the data folder: the path of a socket is limited to 107 bytes. Another one
        // for
        // each start: the lock that a killed server leaves names a process that may live for a
        // while.
        "--socket=mysql-" + ++starts + ".sock",
        "--mysqlx=OFF",
        "--pid-file=mysql.pid",
        "--server-id=1",
        "--log-bin=binlog",
        "--gtid-mode=ON",
        "--enforce-gtid-consistency=ON",
        "--binlog-format=ROW",
        "--binlog-row-image=FULL",
        "--performance-schema=OFF",
        "--default-time-zone=+00:00");
  }

  private List<String> program(String... options) {
    List<String> command = new ArrayList<>();
    command.add(installation.resolve("bin/mysqld").toString());
    command.add("--no-defaults");
    command.add("--user=" + System.getProperty("user.name"));
    command.add("--basedir=" + installation);
    command.add("--datadir=" + home().resolve("data"));
    command.add("--default-authentication-plugin=mysql_native_password");
    command.addAll(List.of(options));
    return command;
  }

  @Override
  boolean answers() throws Exception {
    return !TcpProbe.isClosed(port) && JdbcProbe.answers(jdbcUrl(), username(), password());
  }
}
