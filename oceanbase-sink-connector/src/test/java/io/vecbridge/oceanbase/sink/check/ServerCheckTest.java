// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.OceanBaseVersion;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCheckTest {
  @ParameterizedTest
  @CsvSource({
    "OceanBase_CE 4.3.2.0 (r1), true",
    "OceanBase 4.3.3.0 (r1), false",
    "OceanBase 4.4.0.0 (r1), false",
    "MySQL Community Server - GPL, true"
  })
  void aServerThatIsTooOldIsFoundAtTheUrlUnlessThatIsLeftOut(String version, boolean found) {
    assertThat(findings(server(version, true), Map.of()).containsKey("connection.url"))
        .isEqualTo(found);
    assertThat(findings(server(version, true), Map.of("precheck.skip", "oceanbase.version")))
        .isEmpty();
  }

  @Test
  void aTenantInOracleModeIsFoundAtTheUrl() {
    assertThat(findings(server("OceanBase 4.3.5.3", false), Map.of()).get("connection.url"))
        .contains("Oracle mode");
  }

  private static OceanBaseCapabilities server(String version, boolean mysqlMode) {
    return new OceanBaseCapabilities(
        OceanBaseVersion.parse(version), mysqlMode, true, true, true, true);
  }

  private static Map<String, String> findings(
      OceanBaseCapabilities server, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("connection.url", "jdbc:mysql://h/");
    all.put("connection.username", "w");
    return new ServerCheck(OceanBaseSinkConfig.of(all))
        .findings(server).stream().collect(Collectors.toMap(Finding::key, Finding::message));
  }
}
