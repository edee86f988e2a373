// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedRunsTest {
  private static final long NO_PROCESS = 1L << 40;

  @TempDir Path runs;

  @Test
  void dataOfAnEndedRunGoesAndItsLogsStay() throws IOException {
    Path ended = run("1124-081411-797-" + NO_PROCESS);
    Path running = run("1124-081411-797-" + ProcessHandle.current().pid());

    EndedRuns.removeData(runs);

    assertThat(ended.resolve("kafka")).doesNotExist();
    assertThat(ended.resolve("kafka.log")).exists();
    assertThat(running.resolve("kafka/data/segment")).exists();
  }

  private Path run(String name) throws IOException {
    Path run = runs.resolve(name);
    Files.createDirectories(run.resolve("kafka/data"));
    Files.writeString(run.resolve("kafka/data/segment"), "records");
    Files.writeString(run.resolve("kafka.log"), "a line");
    return run;
  }
}
