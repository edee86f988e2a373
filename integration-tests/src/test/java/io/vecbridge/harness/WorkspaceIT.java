// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.process.Ports;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.OceanBaseServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class WorkspaceIT {
  @Test
  void aClosedServerLeavesItsLogAndNothingElse() throws IOException {
    try (Workspace workspace = Workspace.create()) {
      OceanBaseServer server = new OceanBaseServer(workspace);
      server.start();
      int port = URI.create(server.jdbcUrl().substring("jdbc:".length())).getPort();
      assertThat(Ports.isFree(port)).isFalse();
      assertThat(server.residentBytes()).isPositive();

      server.close();

      assertThat(server.isRunning()).isFalse();
      assertThat(server.residentBytes()).isZero();
      assertThat(Ports.isFree(port)).isTrue();
      assertThat(workspace.folder().resolve("oceanbase")).doesNotExist();
      assertThat(Files.exists(server.log())).isTrue();
    }
  }
}
