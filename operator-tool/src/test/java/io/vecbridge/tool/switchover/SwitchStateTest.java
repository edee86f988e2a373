// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.SourceTime;
import io.vecbridge.tool.switchover.SwitchState.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchStateTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("new").resolve("state.json");
  }

  @Test
  void aWrittenStateIsReadAsItWas() {
    SwitchState open = SwitchState.open(Direction.SWITCH_OVER);
    SwitchState positioned =
        open.at(Stage.DRAINED)
            .positioned(new SourceTime(1_780_000_000_123_456_789L, Instant.ofEpochSecond(1)));

    open.write(file);
    assertThat(SwitchState.read(file)).isEqualTo(open);
    positioned.at(Stage.PREPARED).write(file);

    assertThat(SwitchState.read(file)).isEqualTo(positioned.at(Stage.PREPARED));
    assertThat(file.getParent()).isDirectoryContaining(each -> each.equals(file));
  }

  @Test
  void aStageIncludesThoseBeforeIt() {
    SwitchState drained = SwitchState.open(Direction.SWITCH_BACK).at(Stage.DRAINED);

    assertThat(drained.isDone(Stage.DRAINED)).isTrue();
    assertThat(drained.isDone(Stage.POSITIONED)).isFalse();
  }

  @Test
  void withoutAFileThereIsNoState() {
    assertThat(SwitchState.read(file)).isNull();
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "[1]");

    assertThatThrownBy(() -> SwitchState.read(file))
        .isInstanceOf(ToolException.class)
        .hasMessage("The file " + file + " can't be read: it holds no state of a switch-over.");
  }
}
