// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.switchover;

import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.tool.config.ConnectCluster;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ConnectorStatus;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.kafka.KafkaCluster;
import io.vecbridge.tool.pair.SourceTime;
import io.vecbridge.tool.switchover.SwitchState.Stage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Ends one pair of connectors and begins the other, so that nothing is lost and nothing that the
 * first pair wrote is sent back: the first pair is drained and stopped, and the other one begins
 * after a time of its source database that is read only then.
 *
 * <p>Every step is repeated or skipped as the {@link SwitchState} and the connectors' own states
 * say, so that an interrupted command is resumed by running it again. Once the next pair may have
 * sent something, its offsets are never touched.
 */
public final class SwitchOver {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Direction direction;
  private final Clusters clusters;
  private final ConnectedPair first;
  private final ConnectedPair next;
  private final Path file;
  private final Consumer<String> listener;
  private final ConnectorSteps connectors;

  /**
   * Where connectors and topics are.
   *
   * @param sleeper how it is waited for them
   */
  public record Clusters(ConnectCluster connect, KafkaCluster kafka, Sleeper sleeper) {}

  /**
   * Of two pairs.
   *
   * @param first the pair that runs
   * @param next the pair that follows
   * @param file where the state is kept
   * @param listener is told what is done and waited for
   */
  public SwitchOver(
      Direction direction,
      Clusters clusters,
      ConnectedPair first,
      ConnectedPair next,
      Path file,
      Consumer<String> listener) {
    this.direction = direction;
    this.clusters = clusters;
    this.first = first;
    this.next = next;
    this.file = file;
    this.listener = listener;
    this.connectors = new ConnectorSteps(clusters.connect(), clusters.sleeper(), listener);
  }

  /**
   * Waits until everything that has been written until now has arrived.
   *
   * @return whether it has within that time
   */
  public boolean drain(Duration within) throws SQLException, InterruptedException {
    Drain drain = new Drain(clusters.connect(), clusters.kafka(), first);
    long until = System.nanoTime() + within.toNanos();
    SourceTime time = first.pair().time();
    return await(() -> drain.unsent(time), until) && await(drain::unwritten, until);
  }

  /**
   * Makes the change.
   *
   * @return the time after which the next pair begins; empty if the first pair isn't drained within
   *     that time, and nothing was changed
   */
  public Optional<SourceTime> start(Duration within) throws SQLException, InterruptedException {
    SwitchState state = resumed();
    if (state.stage() == Stage.STARTED) {
      listener.accept("The " + direction.command() + " is complete already.");
      requireNextRuns();
      return Optional.of(state.start());
    }
    if (!state.isDone(Stage.POSITIONED)) {
      requireNextStands();
      if (!state.isDone(Stage.DRAINED)) {
        requireNextIsValid();
        if (!drain(within)) {
          return Optional.empty();
        }
        state = saved(state.at(Stage.DRAINED));
      }
      stopFirst(within);
      state = saved(state.positioned(next.pair().beginning()));
    }
    listener.accept(
        "\""
            + next.source().name()
            + "\" captures what is written after "
            + state.start().value()
            + " ("
            + state.start().at()
            + "). The application may write to "
            + direction.entered()
            + " from now on.");
    if (!state.isDone(Stage.PREPARED)) {
      prepareNext(state.start());
      state = saved(state.at(Stage.PREPARED));
    }
    connectors.start(next.source().name());
    connectors.start(next.sink().name());
    saved(state.at(Stage.STARTED));
    return Optional.of(state.start());
  }

  /** The state to continue from, if the connectors haven't been started again in between. */
  private SwitchState resumed() throws InterruptedException {
    SwitchState state = SwitchState.read(file);
    if (state == null) {
      return SwitchState.open(direction);
    }
    if (state.direction() != direction) {
      if (state.stage() != Stage.STARTED) {
        throw new ToolException(
            "A "
                + state.direction().command()
                + " is not complete. Complete it, or delete "
                + file
                + " if you have reversed its steps yourself.");
      }
      return SwitchState.open(direction);
    }
    boolean stopped = clusters.connect().status(first.source().name()).isStopped();
    if (!state.isDone(Stage.POSITIONED)) {
      return stopped ? state : SwitchState.open(direction);
    }
    if (!stopped) {
      throw new ToolException(
          "The connector \""
              + first.source().name()
              + "\" was started after the "
              + direction.command()
              + " of "
              + state.start().at()
              + ". Stop it to continue, or delete "
              + file
              + " to begin again.");
    }
    return state;
  }

  private SwitchState saved(SwitchState state) {
    state.write(file);
    return state;
  }

  private void requireNextStands() throws InterruptedException {
    for (String name : List.of(next.source().name(), next.sink().name())) {
      Optional<ConnectorStatus> status = clusters.connect().find(name);
      if (status.isPresent()
          && !status.get().isStopped()
          && !status.get().state().equals("PAUSED")) {
        throw new ToolException(
            "The connector \""
                + name
                + "\" is "
                + status.get().state()
                + ". Both directions must not run at once, since each would send back what the"
                + " other writes. Stop it.");
      }
    }
  }

  /** A worker would refuse it only after the first pair has ended. */
  private void requireNextIsValid() throws InterruptedException {
    for (Connector connector : List.of(next.source(), next.sink())) {
      Map<String, List<String>> errors = clusters.connect().validate(connector);
      if (!errors.isEmpty()) {
        throw new ToolException(
            "The connector \""
                + connector.name()
                + "\" is refused: "
                + String.join(
                    " ", new TreeSet<>(errors.values().stream().flatMap(List::stream).toList()))
                + " Nothing was changed.");
      }
    }
  }

  private void requireNextRuns() throws InterruptedException {
    for (String name : List.of(next.source().name(), next.sink().name())) {
      ConnectorStatus status = clusters.connect().status(name);
      if (!status.isRunning()) {
        throw new ToolException(
            "The connector \""
                + name
                + "\" is "
                + status.failure().map(reason -> "FAILED: " + reason).orElse(status.state()));
      }
    }
  }

  /**
   * The sink stops after it has written what the source sent until its end, which is looked at
   * whoever has stopped it.
   */
  private void stopFirst(Duration within) throws SQLException, InterruptedException {
    connectors.stop(first.source().name());
    Drain drain = new Drain(clusters.connect(), clusters.kafka(), first);
    if (!await(drain::unwritten, System.nanoTime() + within.toNanos())) {
      throw new ToolException(
          "The sink \""
              + first.sink().name()
              + "\" has not written everything that the source sent before it was stopped. Run"
              + " the command again, or resume the source to give up.");
    }
    connectors.stop(first.sink().name());
  }

  /** The topics can still hold what an earlier run of the pair sent: it is in the target. */
  private void prepareNext(SourceTime start) throws SQLException, InterruptedException {
    connectors.put(next.source().with(next.pair().startAfter(start)));
    clusters.connect().removeOffsets(next.source().name());
    connectors.put(next.sink());
    Map<TopicPartition, Long> ends = new HashMap<>();
    Drain topics = new Drain(clusters.connect(), clusters.kafka(), next);
    clusters
        .kafka()
        .extents(topics.topics())
        .forEach((partition, extent) -> ends.put(partition, extent.end()));
    if (!ends.isEmpty()) {
      clusters.connect().setOffsets(next.sink().name(), ends);
    }
  }

  @FunctionalInterface
  private interface Look {
    List<String> open() throws InterruptedException;
  }

  /** Waits until nothing is open, and reports what changes. */
  private boolean await(Look look, long until) throws InterruptedException {
    List<String> reported = List.of();
    while (true) {
      List<String> open = look.open();
      if (open.isEmpty()) {
        return true;
      }
      if (!open.equals(reported)) {
        open.forEach(line -> listener.accept("Waiting: " + line));
        reported = open;
      }
      if (System.nanoTime() - until > 0) {
        return false;
      }
      clusters.sleeper().sleep(LOOK);
    }
  }
}
