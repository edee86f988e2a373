// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConnectorStatusTest {
  @Test
  void aConnectorRunsWithAllOfItsTasks() throws IOException {
    assertThat(status("RUNNING", "{\"id\": 0, \"state\": \"RUNNING\"}").isRunning()).isTrue();
    assertThat(status("RUNNING", "").isRunning()).isFalse();
    assertThat(
            status(
                    "RUNNING",
                    "{\"id\": 0, \"state\": \"RUNNING\"}, {\"id\": 1, \"state\": \"UNASSIGNED\"}")
                .isRunning())
        .isFalse();
  }

  @Test
  void aConnectorIsStoppedWhenItsTasksHaveEnded() throws IOException {
    assertThat(status("STOPPED", "").isStopped()).isTrue();
    assertThat(status("STOPPED", "{\"id\": 0, \"state\": \"RUNNING\"}").isStopped()).isFalse();
  }

  @Test
  void theReasonOfAFailureIsTheMessageOfItsLastCause() throws IOException {
    ConnectorStatus failed =
        status(
            "RUNNING",
            "{\"id\": 2, \"state\": \"FAILED\", \"trace\": \"org.a.ConnectException: Tolerance"
                + " exceeded\\n\\tat a.B.c(B.java:1)\\nCaused by: org.a.b.DataException: Column"
                + " 'x' is too short.\\n\\tat a.B.d(B.java:2)\\n\\t... 7 more\\n\"}");

    assertThat(failed.failure()).contains("task 2: Column 'x' is too short.");
  }

  @Test
  void nothingHasFailedOfAConnectorThatRuns() throws IOException {
    assertThat(status("RUNNING", "{\"id\": 0, \"state\": \"RUNNING\"}").failure()).isEmpty();
  }

  private static ConnectorStatus status(String state, String tasks) throws IOException {
    return ConnectorStatus.of(
        new ObjectMapper()
            .readTree(
                "{\"connector\": {\"state\": \"" + state + "\"}, \"tasks\": [" + tasks + "]}"));
  }
}
