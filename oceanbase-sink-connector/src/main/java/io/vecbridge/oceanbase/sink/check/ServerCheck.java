// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.oceanbase.sink.config.ConflictConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig.Check;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.config.TableLayout;
import io.vecbridge.oceanbase.sink.config.TableLayout.StoreFormat;
import io.vecbridge.oceanbase.sink.config.WriteConfig;
import io.vecbridge.oceanbase.sink.config.WriteConfig.VectorBindMode;
import java.util.ArrayList;
import java.util.List;

/** Compares what the configuration asks for with what the server can do. */
public final class ServerCheck {
  private final OceanBaseSinkConfig config;

  public ServerCheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  /** What the server lacks; empty if all is well. */
  public List<Finding> findings(OceanBaseCapabilities server) {
    List<Finding> findings = new ArrayList<>();
    if (config.checks(Check.OCEANBASE_VERSION)) {
      version(server, findings);
    }
    if (config.checks(Check.OCEANBASE_KEY_COLLATION)
        && !server.exactCollation()
        && config.tables().evolution() == SchemaEvolution.BASIC) {
      findings.add(
          Prechecks.finding(
              TableConfig.EVOLUTION,
              "The server lacks the collation utf8mb4_0900_bin, so created tables would not"
                  + " distinguish keys by trailing spaces. Create the tables yourself with VARBINARY"
                  + " keys.",
              Check.OCEANBASE_KEY_COLLATION));
    }
    if (config.checks(Check.OCEANBASE_CAPABILITIES)) {
      capabilities(server, findings);
    }
    return findings;
  }

  private static void version(OceanBaseCapabilities server, List<Finding> findings) {
    if (!server.mysqlMode()) {
      findings.add(
          Finding.of(
              OceanBaseConnectionConfig.URL,
              "The tenant is in Oracle mode; the connector writes to MySQL-compatible tenants."));
    } else if (!server.hasVectors()) {
      findings.add(
          Prechecks.finding(
              OceanBaseConnectionConfig.URL,
              "The server is '"
                  + server.version().text()
                  + "'; vectors need OceanBase 4.3.3 or later.",
              Check.OCEANBASE_VERSION));
    }
  }

  private void capabilities(OceanBaseCapabilities server, List<Finding> findings) {
    if (config.write().vectorBind() == VectorBindMode.BINARY && !server.binaryVectors()) {
      findings.add(
          Finding.of(
              WriteConfig.VECTOR_BIND,
              "The server does not accept vectors as bytes. Set vector.bind.mode to auto or text."));
    }
    if (config.tables().layout().storeFormat() != StoreFormat.DEFAULT && !server.columnGroups()) {
      findings.add(
          Finding.of(
              TableLayout.STORE_FORMAT,
              "The server does not support column groups. Set table.store.format to default."));
    }
    if (config.needsBookkeeping() && !server.version().oceanBase()) {
      findings.add(
          Finding.of(
              ConflictConfig.MODE,
              "Conflicts are detected by SCNs, which only OceanBase has. Set conflict.mode to"
                  + " overwrite, conflict.report to none and table.not.empty.mode to ignore."));
    }
  }
}
