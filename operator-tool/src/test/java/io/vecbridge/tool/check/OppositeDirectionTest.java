// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.check.CheckItem.State;
import io.vecbridge.tool.config.Connector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OppositeDirectionTest {
  private static final Connector SOURCE =
      connector("milvus-source", "milvus.source.MilvusSourceConnector", "milvus.uri", "http://m:1");
  private static final Connector SINK =
      connector(
          "oceanbase-sink",
          "oceanbase.sink.OceanBaseSinkConnector",
          "connection.url",
          "jdbc:mysql://o:2881/a?sslMode=REQUIRED");
  private static final Connector BACK_SOURCE =
      connector(
          "oceanbase-source",
          "oceanbase.source.OceanBaseSourceConnector",
          "connection.url",
          "jdbc:mysql://o:2881/");
  private static final Connector BACK_SINK =
      connector("milvus-sink", "milvus.sink.MilvusSinkConnector", "milvus.uri", "http://m:1");

  @Test
  void bothConnectorsOfTheOtherDirectionAreNamedWhicheverIsChecked() {
    CheckItem forward =
        OppositeDirection.of(SOURCE, SINK, List.of(SOURCE, SINK, BACK_SOURCE, BACK_SINK));
    assertThat(forward.state()).isEqualTo(State.OPEN);
    assertThat(forward.message())
        .startsWith("\"oceanbase-source\" and \"milvus-sink\" run between the same servers");

    CheckItem back = OppositeDirection.of(BACK_SOURCE, BACK_SINK, List.of(SOURCE, SINK));
    assertThat(back.state()).isEqualTo(State.OPEN);
    assertThat(back.message()).startsWith("\"milvus-source\" and \"oceanbase-sink\" run between");
  }

  @Test
  void connectorsOfOtherServersAndHalvesOfAPairAreNoMatter() {
    Connector elsewhere =
        connector("other", "milvus.sink.MilvusSinkConnector", "milvus.uri", "http://m:2");

    assertThat(OppositeDirection.of(SOURCE, SINK, List.of(SOURCE, SINK)).state())
        .isEqualTo(State.PASSED);
    assertThat(OppositeDirection.of(SOURCE, SINK, List.of(BACK_SOURCE, elsewhere)).state())
        .isEqualTo(State.PASSED);
  }

  private static Connector connector(String name, String type, String option, String address) {
    return new Connector(name, Map.of("connector.class", "io.vecbridge." + type, option, address));
  }
}
