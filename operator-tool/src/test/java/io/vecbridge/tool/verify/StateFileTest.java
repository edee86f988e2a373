// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.verify.Difference.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  private static final List<String> SCOPE = List.of("source", "sink", "FULL");

  @TempDir private Path folder;
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aStateIsReadAsItWasSaved() {
    Path path = folder.resolve("state");
    StateFile file = StateFile.open(path, SCOPE, nanos::get);
    TableState numbers = file.table("numbers");
    numbers.advance(new TableState.Step(7L, new TableState.Counts(5, 4, 4, 1)), Set.of(3L, 4L));
    Difference difference =
        new Difference(3L, Kind.DIFFERENT, List.of("a"), null, Map.of("a", List.of("1", "2")));
    numbers.settle(3L, difference);
    file.table("texts")
        .advance(new TableState.Step("é\"", new TableState.Counts(1, 1, 1, 0)), Set.of());
    file.table("texts").finish();
    file.save();

    StateFile read = StateFile.open(path, SCOPE, nanos::get);

    assertThat(read.table("numbers").saved()).isEqualTo(numbers.saved());
    assertThat(read.table("numbers").suspects()).containsExactly(4L);
    assertThat(read.table("texts").after()).isEqualTo("é\"");
    assertThat(read.table("texts").isDone()).isTrue();
    assertThat(read.table("other").after()).isNull();
  }

  @Test
  void aFileIsReplacedOnceASecond() {
    Path path = folder.resolve("state");
    StateFile file = StateFile.open(path, SCOPE, nanos::get);
    file.saveSometimes();
    assertThat(path).doesNotExist();

    nanos.addAndGet(1_000_000_000);
    file.saveSometimes();
    assertThat(path).exists();
  }

  @Test
  void aFileGoesWhenEverythingIsCompared() {
    Path path = folder.resolve("state");
    StateFile file = StateFile.open(path, SCOPE, nanos::get);
    TableState state = file.table("a");
    file.save();
    file.finish();
    assertThat(path).exists();

    state.finish();
    file.finish();
    assertThat(path).doesNotExist();
  }

  @Test
  void theStateOfAnotherRunIsRefused() {
    Path path = folder.resolve("state");
    StateFile.open(path, SCOPE, nanos::get).save();

    assertThatThrownBy(() -> StateFile.open(path, List.of("source", "sink", "KEYS"), nanos::get))
        .isInstanceOf(ToolException.class)
        .hasMessage(
            "The state file "
                + path
                + " belongs to a run with other connectors or options. Resume that one, or name"
                + " another file.");
  }

  @Test
  void aBrokenFileIsRefused() throws Exception {
    Path path = folder.resolve("state");
    Files.writeString(path, "{\"scope\":");

    assertThatThrownBy(() -> StateFile.open(path, SCOPE, nanos::get))
        .isInstanceOf(ToolException.class)
        .hasMessage("The state file " + path + " can't be read. Remove it to begin again.");
  }
}
