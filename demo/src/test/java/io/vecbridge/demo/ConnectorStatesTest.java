// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectorStatesTest {
  private static final ConnectorStates.Part RUNNING =
      new ConnectorStates.Part("milvus-source", "RUNNING", "");

  @Test
  void runOnlyIfEveryPartRuns() {
    ConnectorStates.Part paused = new ConnectorStates.Part("sink task 0", "PAUSED", "");

    assertThat(new ConnectorStates(List.of(RUNNING)).allRunning()).isTrue();
    assertThat(new ConnectorStates(List.of(RUNNING, paused)).allRunning()).isFalse();
    assertThat(new ConnectorStates(List.of(RUNNING, paused)).notRunning())
        .containsExactly("sink task 0 is PAUSED");
  }

  @Test
  void giveTheMessagesOfAFailedTrace() {
    String trace =
        """
        org.apache.kafka.connect.errors.ConnectException: Table `a`.`b` is missing: create it
        \tat io.vecbridge.Some.method(Some.java:10)
        \tat io.vecbridge.Some.other(Some.java:20)
        Caused by: java.sql.SQLException: no such table
        \t... 12 more
        """;
    ConnectorStates.Part failed = new ConnectorStates.Part("sink task 0", "FAILED", trace);

    assertThat(new ConnectorStates(List.of(RUNNING, failed)).failure())
        .contains(
            """
            sink task 0 has failed:
            org.apache.kafka.connect.errors.ConnectException: Table `a`.`b` is missing: create it
            Caused by: java.sql.SQLException: no such table""");
    assertThat(new ConnectorStates(List.of(RUNNING)).failure()).isEmpty();
  }
}
