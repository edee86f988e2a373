// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void killEndsTheServerAndWhatItStarted() throws IOException {
    ServerProcess server = start("sleep 600 & echo $! > child; sleep 600");
    long child = pid("child");

    server.kill();

    assertThat(server.isAlive()).isFalse();
    assertThat(ProcFile.isAlive(child)).isFalse();
  }

  @Test
  void stopLetsTheServerEndInOrder() throws IOException {
    ServerProcess server =
        start("trap 'echo ended in order; exit 0' TERM; echo up; while :; do sleep 0.1; done");
    Await.until("it is up", SOON, () -> log().contains("up"));

    server.stop(SOON);

    assertThat(server.isAlive()).isFalse();
    assertThat(log()).contains("ended in order", "exited with status 0");
  }

  @Test
  void stopKillsAServerThatDoesNotEnd() {
    ServerProcess server = start("trap '' TERM; echo up; while :; do sleep 0.1; done");
    Await.until("it is up", SOON, () -> log().contains("up"));

    server.stop(Duration.ofMillis(200));

    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void aServerThatEndsByItselfLeavesNothing() throws IOException {
    ServerProcess server = start("sleep 600 & echo $! > child; exit 3");

    server.awaitEnd(SOON);

    assertThat(log()).contains("exited with status 3");
    long child = pid("child");
    Await.until("its child is gone", SOON, () -> !ProcFile.isAlive(child));
  }

  @Test
  void aServerDiesWithAJvmThatIsKilled() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process jvm =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Outlived.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    long server = pid("server");
    assertThat(ProcFile.isAlive(server)).isTrue();

    jvm.destroyForcibly();

    Await.until("the server is gone", SOON, () -> !ProcFile.isAlive(server));
  }

  /** A JVM that starts a server and then hangs. */
  static final class Outlived {
    private Outlived() {}

    public static void main(String[] arguments) throws InterruptedException {
      Path folder = Path.of(arguments[0]);
      start(folder, "echo $$ > server; sleep 600");
      Thread.currentThread().join();
    }
  }

  private ServerProcess start(String script) {
    return start(folder, script);
  }

  private static ServerProcess start(Path folder, String script) {
    return ServerProcess.start(
        List.of("sh", "-c", script), Map.of(), folder, folder.resolve("log"));
  }

  private long pid(String file) {
    return Await.value(
        file + " is written",
        SOON,
        () -> {
          String text = Files.readString(folder.resolve(file)).strip();
          return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
        });
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }
}
