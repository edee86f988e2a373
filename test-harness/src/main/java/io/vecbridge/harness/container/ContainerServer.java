// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.CpuUsageConfig;
import com.github.dockerjava.api.model.Statistics;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a Docker container. Its ports on this machine are fixed, so that it can be killed and
 * started again on them; the container, and with it the data, lives until {@link #close}.
 */
abstract class ContainerServer implements Server {
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);

  private final String name;
  private final Path log;
  private final GenericContainer<?> container;

  /**
   * A server that isn't started yet.
   *
   * @param ports port on this machine to port in the container
   */
  ContainerServer(Workspace workspace, String name, String image, Map<Integer, Integer> ports) {
    Path folder = workspace.newFolder(name);
    this.name = folder.getFileName().toString();
    this.log = folder.resolveSibling(this.name + ".log");
    this.container = new GenericContainer<>(DockerImageName.parse(image));
    List<String> bindings =
        ports.entrySet().stream()
            .map(port -> "127.0.0.1:" + port.getKey() + ":" + port.getValue())
            .toList();
    container.setPortBindings(bindings);
    container.withLogConsumer(this::append).waitingFor(new Started());
  }

  /** One quick look whether the server serves; a failure means "not yet". */
  abstract boolean answers() throws Exception;

  final GenericContainer<?> container() {
    return container;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Path log() {
    return log;
  }

  @Override
  public final void start() {
    if (isRunning()) {
      return;
    }
    if (container.getContainerId() == null) {
      container.start();
    } else {
      docker().startContainerCmd(container.getContainerId()).exec();
    }
    Await.until(name + " answers", READY_WITHIN, this::answers);
  }

  @Override
  public final void stop() {
    docker().stopContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public final void kill() {
    docker().killContainerCmd(container.getContainerId()).exec();
    Await.until(name + " is gone", Duration.ofSeconds(10), () -> !isRunning());
  }

  @Override
  public final void pause() {
    docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public final void resume() {
    docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public final boolean isRunning() {
    return container.getContainerId() != null && container.isRunning();
  }

  @Override
  public final long residentBytes() {
    return usage().bytes;
  }

  @Override
  public final Duration cpuTime() {
    return Duration.ofNanos(usage().cpuNanos);
  }

  private Usage usage() {
    Usage usage = new Usage();
    if (!isRunning()) {
      return usage;
    }
    try (usage) {
      docker().statsCmd(container.getContainerId()).withNoStream(true).exec(usage);
      usage.awaitCompletion(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return usage;
  }

  @Override
  public final void close() {
    container.stop();
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }

  private void append(OutputFrame frame) {
    try {
      Files.writeString(
          log, frame.getUtf8String(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the one measurement that Docker sends. */
  private static final class Usage extends ResultCallback.Adapter<Statistics> {
    private volatile long bytes;
    private volatile long cpuNanos;

    @Override
    public void onNext(Statistics statistics) {
      Long memory = statistics.getMemoryStats().getUsage();
      bytes = memory == null ? 0 : memory;
      CpuUsageConfig cpu = statistics.getCpuStats().getCpuUsage();
      Long total = cpu == null ? null : cpu.getTotalUsage();
      cpuNanos = total == null ? 0 : total;
    }
  }

  /** Doesn't wait: {@link #start} does, in the same way for a first start and for another one. */
  private static final class Started extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {
      // Nothing to wait for here.
    }
  }
}
