// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.tool.config.ConnectInMemory;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.kafka.TopicsInMemory;
import io.vecbridge.tool.pair.PairInMemory;
import io.vecbridge.tool.pair.SourceTime;
import io.vecbridge.tool.switchover.SwitchOver.Clusters;
import io.vecbridge.tool.switchover.SwitchState.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch-over that is resumed after its source was stopped. */
class SwitchOverTest {
  private static final String TOPIC = "milvus";

  @TempDir private Path folder;
  private final TopicsInMemory topics = new TopicsInMemory();
  private ConnectInMemory connect;
  private Path file;

  @BeforeEach
  void stopTheSource() throws Exception {
    connect = new ConnectInMemory().with("source", "STOPPED").with("sink", "STOPPED");
    file = folder.resolve("state.json");
    SwitchState.open(Direction.SWITCH_OVER).at(Stage.DRAINED).write(file);
    topics.send(TOPIC, new byte[1], new byte[1]);
    topics.send(TOPIC, new byte[1], new byte[1]);
  }

  @AfterEach
  void close() {
    connect.close();
    topics.close();
  }

  @Test
  void aSinkThatWasStoppedBeforeItHadWrittenEverythingIsNotLeftBehind() {
    topics.commit(TOPIC, 1);

    assertThatThrownBy(() -> switchOver().start(Duration.ofMinutes(1)))
        .isInstanceOf(ToolException.class)
        .hasMessage(
            "The connector \"sink\" is STOPPED, so nothing arrives. Resume it, and run the command"
                + " again.");
    assertThat(SwitchState.read(file).stage()).isEqualTo(Stage.DRAINED);
  }

  @Test
  void aSinkThatHasWrittenEverythingMayBeStopped() throws Exception {
    topics.commit(TOPIC, 2);

    assertThat(switchOver().start(Duration.ofMinutes(1)))
        .map(SourceTime::value)
        .contains(new PairInMemory().time().value());
    assertThat(SwitchState.read(file).stage()).isEqualTo(Stage.STARTED);
    assertThat(connect.cluster().status("source-reverse").isRunning()).isTrue();
  }

  private SwitchOver switchOver() {
    return new SwitchOver(
        Direction.SWITCH_OVER,
        new Clusters(connect.cluster(), topics, pause -> {}),
        new ConnectedPair(new PairInMemory(), connector("source"), connector("sink")),
        new ConnectedPair(
            new PairInMemory(), connector("source-reverse"), connector("sink-reverse")),
        file,
        message -> {});
  }

  private static Connector connector(String name) {
    return new Connector(name, Map.of("name", name));
  }
}
