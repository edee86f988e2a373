// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.tls.TlsFiles;
import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.oceanbase.source.table.Session;
import java.time.Duration;
import org.apache.kafka.common.config.types.Password;

/** The session that an OceanBase source reads with, for what is measured without its task. */
final class SourceSession {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration QUERY = Duration.ofSeconds(60);

  private SourceSession() {}

  /** A session of a database; it connects with the first statement. */
  static Session of(OceanBase server, String database) {
    OceanBaseConnections connections =
        new OceanBaseConnections(
            new OceanBaseConnectionConfig(
                server.jdbcUrl() + database,
                server.username(),
                new Password(server.password()),
                TlsFiles.NONE,
                CONNECT,
                QUERY));
    return new Session(connections::open);
  }
}
