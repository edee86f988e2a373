// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.PrecheckNames;
import io.vecbridge.oceanbase.sink.config.StoreFormat;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.config.VectorBindMode;
import io.vecbridge.oceanbase.sink.config.WriteConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/** Compares what the configuration asks for with what the server can do. */
public final class ServerCheck {
  private final OceanBaseSinkConfig config;

  public ServerCheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  /**
   * @throws ConnectException with the first finding
   */
  public void require(OceanBaseCapabilities server) {
    Map<String, String> findings = findings(server);
    if (!findings.isEmpty()) {
      throw new ConnectException(findings.values().iterator().next());
    }
  }

  /** Sentences by the key that they concern; empty if all is well. */
  public Map<String, String> findings(OceanBaseCapabilities server) {
    Map<String, String> findings = new LinkedHashMap<>();
    if (config.checks(PrecheckNames.VERSION)) {
      version(server, findings);
    }
    if (config.checks(PrecheckNames.COLLATION)
        && !server.exactCollation()
        && config.tables().evolution() == SchemaEvolution.BASIC) {
      findings.put(
          TableConfig.EVOLUTION,
          "The server lacks the collation utf8mb4_0900_bin, so keys of created tables would not be"
              + " told apart by trailing spaces. Create the tables yourself with VARBINARY keys, or"
              + " accept it by precheck.skip="
              + PrecheckNames.COLLATION
              + ".");
    }
    if (config.checks(PrecheckNames.CAPABILITIES)) {
      capabilities(server, findings);
    }
    return findings;
  }

  private static void version(OceanBaseCapabilities server, Map<String, String> findings) {
    if (!server.mysqlMode()) {
      findings.put(
          OceanBaseConnectionConfig.URL,
          "The tenant is in Oracle mode; the connector writes MySQL-compatible tenants.");
    } else if (!server.hasVectors()) {
      findings.put(
          OceanBaseConnectionConfig.URL,
          "The server is '"
              + server.version().text()
              + "'; vectors need OceanBase 4.3.3 or later."
              + " Skip the check by precheck.skip="
              + PrecheckNames.VERSION
              + ".");
    }
  }

  private void capabilities(OceanBaseCapabilities server, Map<String, String> findings) {
    WriteConfig write = config.write();
    TableConfig tables = config.tables();
    if (write.vectorBind() == VectorBindMode.BINARY && !server.binaryVectors()) {
      findings.put(
          WriteConfig.VECTOR_BIND, "The server does not take vectors as bytes. Set auto or text.");
    }
    if (tables.storeFormat() != StoreFormat.DEFAULT && !server.columnGroups()) {
      findings.put(
          TableConfig.STORE_FORMAT, "The server does not know column groups. Set default.");
    }
    if (config.bookkeeps() && !server.version().oceanBase()) {
      findings.put(
          WriteConfig.CONFLICT_MODE, "Conflicts are found by SCNs, which only OceanBase has.");
    }
  }
}
