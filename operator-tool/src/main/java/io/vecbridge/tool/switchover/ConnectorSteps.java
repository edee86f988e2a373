// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.switchover;

import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.tool.config.ConnectCluster;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ConnectorStatus;
import io.vecbridge.tool.config.ToolException;
import java.time.Duration;
import java.util.function.Consumer;

/** Stops, configures and starts connectors. Each step can be repeated. */
final class ConnectorSteps {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final ConnectCluster connect;
  private final Sleeper sleeper;
  private final Consumer<String> listener;

  ConnectorSteps(ConnectCluster connect, Sleeper sleeper, Consumer<String> listener) {
    this.connect = connect;
    this.sleeper = sleeper;
    this.listener = listener;
  }

  /** Ends the tasks of a connector. */
  void stop(String name) throws InterruptedException {
    connect.stop(name);
    long until = System.nanoTime() + WITHIN.toNanos();
    while (!connect.status(name).isStopped()) {
      if (System.nanoTime() - until > 0) {
        throw new ToolException(
            "The connector \"" + name + "\" does not stop. Run the command again.");
      }
      sleeper.sleep(LOOK);
    }
    listener.accept("Stopped \"" + name + "\".");
  }

  /** Creates or configures a connector that is stopped afterwards. */
  void put(Connector connector) throws InterruptedException {
    if (connect.find(connector.name()).isEmpty()) {
      connect.createStopped(connector);
      listener.accept("Created \"" + connector.name() + "\".");
    } else {
      stop(connector.name());
      connect.configure(connector);
      listener.accept("Configured \"" + connector.name() + "\".");
    }
  }

  /** Starts a connector that is stopped, or that has failed, and waits until it runs. */
  void start(String name) throws InterruptedException {
    connect.resume(name);
    if (connect.status(name).failure().isPresent()) {
      connect.restartFailed(name);
      sleeper.sleep(LOOK);
    }
    long until = System.nanoTime() + WITHIN.toNanos();
    ConnectorStatus status = connect.status(name);
    while (!status.isRunning()) {
      if (status.failure().isPresent() || System.nanoTime() - until > 0) {
        throw new ToolException(
            "The connector \""
                + name
                + "\" does not run: "
                + status.failure().orElse("it is " + status.state() + " without a running task.")
                + " Correct it, and run the command again.");
      }
      sleeper.sleep(LOOK);
      status = connect.status(name);
    }
    listener.accept("Started \"" + name + "\".");
  }
}
