// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.config.ConnectorStatus;
import io.vecbridge.tool.status.PipelineStatus;
import io.vecbridge.tool.status.PipelineStatus.Captured;
import io.vecbridge.tool.status.PipelineStatus.ConnectorLine;
import io.vecbridge.tool.status.PipelineStatus.ObjectLine;
import io.vecbridge.tool.status.TaskMeasures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class StatusScreenTest {
  private static final ConnectorLine RUNNING = connector("milvus-source", "RUNNING", "");

  @Test
  void everyCollectionHasALine() {
    PipelineStatus status =
        status(
            List.of(RUNNING, connector("oceanbase-sink", "FAILED", "Column 'x' is too short.")),
            List.of(
                new ObjectLine(
                    "a.b",
                    "c.d",
                    new Captured("snapshot", 42.0, 1_200L, 600_001L),
                    12_345L,
                    3L,
                    null),
                new ObjectLine(
                    "a.longer",
                    "c.e",
                    new Captured("streaming", null, null, 0L),
                    null,
                    null,
                    "It is bad.")),
            List.of(
                new TaskMeasures(
                    "sink", "0", Map.of("TotalNumberOfConflicts", 3L), "", Map.of(), Map.of())));

    assertThat(new StatusScreen(Ansi.OFF).lines(status))
        .containsExactly(
            "Connectors  1970-01-01T00:00:01Z",
            "  milvus-source   RUNNING  1/1 tasks",
            "  oceanbase-sink  RUNNING  0/1 tasks",
            "    task 0: Column 'x' is too short.",
            "",
            "source    target  phase          behind  to write  conflicts  dead letters  log kept for",
            "a.b       c.d     snapshot 42 %   1.2 s    12,345          3             4        10 min",
            "a.longer  c.e     streaming           -         -          -             0          LOST",
            "  It is bad.",
            "",
            "2 objects, 12,345 records to write, 7 dead letters, 3 conflicts",
            "A note.");
    assertThat(status.isGood()).isFalse();
  }

  @Test
  void nothingCapturedIsSaidOnce() {
    assertThat(new StatusScreen(Ansi.OFF).lines(status(List.of(), true)))
        .containsExactly(
            "Connectors  1970-01-01T00:00:01Z",
            "  milvus-source  RUNNING  1/1 tasks",
            "",
            "Nothing is captured.");
  }

  @Test
  void nothingIsSaidToBeCapturedOnlyIfThatIsKnown() {
    assertThat(new StatusScreen(Ansi.OFF).lines(status(List.of(), false)))
        .endsWith("", "What is captured isn't known.");
  }

  @Test
  void whatIsUnknownIsNotCounted() {
    ObjectLine line =
        new ObjectLine("a.b", "a.b", new Captured("streaming", null, null, null), null, null, null);

    assertThat(new StatusScreen(Ansi.OFF).lines(status(List.of(line), true)))
        .endsWith("", "1 object");
  }

  @Test
  void fiftyLongNamesStayInTheirColumns() {
    List<ObjectLine> lines =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    new ObjectLine(
                        "database." + "n".repeat(100) + i,
                        "t" + i,
                        new Captured("streaming", null, 1L, null),
                        0L,
                        null,
                        null))
            .toList();
    PipelineStatus status = status(List.of(RUNNING), lines, List.of());

    assertThat(new StatusScreen(Ansi.OFF).lines(status)).allMatch(line -> line.length() <= 120);
    assertThat(status.isGood()).isTrue();
  }

  private static PipelineStatus status(List<ObjectLine> objects, boolean complete) {
    return new PipelineStatus(
        Instant.ofEpochSecond(1), List.of(RUNNING), objects, complete, null, List.of(), List.of());
  }

  private static PipelineStatus status(
      List<ConnectorLine> connectors, List<ObjectLine> objects, List<TaskMeasures> measures) {
    return new PipelineStatus(
        Instant.ofEpochSecond(1),
        connectors,
        objects,
        true,
        Map.of("a.b", 4L, "gone", 3L),
        measures,
        List.of("A note."));
  }

  private static ConnectorLine connector(String name, String state, String reason) {
    return new ConnectorLine(
        name,
        new ConnectorStatus(
            "RUNNING", "", List.of(new ConnectorStatus.Task(0, state, "w", reason))));
  }
}
