// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import io.vecbridge.harness.probe.TcpProbe;
import io.vecbridge.harness.process.Workspace;
import java.nio.file.Path;
import java.util.List;

/**
 * Milvus Lite: the same protocol with SPARSE_FLOAT_VECTOR, nullable fields and scalar JSON values,
 * but without a change log, channels and timestamps. Its insert acts as an upsert.
 */
public final class MilvusLiteServer extends ProcessServer implements Milvus {
  private final Path python;
  private final int port;

  public MilvusLiteServer(Workspace workspace) {
    super(workspace, "milvus-lite");
    this.python = workspace.installed("milvus-lite").resolve("bin/python");
    this.port = workspace.port();
  }

  @Override
  public String uri() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  void prepare(Path home) {}

  @Override
  List<String> command() {
    String data = home().resolve("data").toString();
    return List.of(
        python.toString(),
        "-m",
        "milvus_lite",
        "server",
        "--data-dir",
        data,
        "--port",
        String.valueOf(port));
  }

  @Override
  boolean answers() {
    return !TcpProbe.isClosed(port);
  }
}
