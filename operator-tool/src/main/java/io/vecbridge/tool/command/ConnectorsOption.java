// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.config.ConnectAccess;
import io.vecbridge.tool.config.ConnectCluster;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.Replacements;
import io.vecbridge.tool.config.ToolException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that name the two connectors of a command. */
public final class ConnectorsOption {
  @Option(
      names = "--connect",
      paramLabel = "URL",
      description =
          "REST interface of the Connect cluster, such as http://127.0.0.1:8083. The user and the"
              + " password, if it requires them, are connect.username and connect.password of"
              + " --properties, or VECBRIDGE_CONNECT_USERNAME and VECBRIDGE_CONNECT_PASSWORD.")
  private URI connect;

  @Option(
      names = "--source",
      paramLabel = "NAME|FILE",
      required = true,
      description =
          "Name of the source connector in the cluster of --connect, or the JSON file with its"
              + " configuration.")
  private String source;

  @Option(
      names = "--sink",
      paramLabel = "NAME|FILE",
      required = true,
      description = "The same for the sink connector.")
  private String sink;

  @Option(
      names = "--properties",
      paramLabel = "FILE",
      description =
          "Properties that replace options of the connectors, such as passwords that the cluster"
              + " takes from a config provider: <option>, source.<option> or sink.<option>. Without"
              + " it, such an option is taken from the environment, connection.password from"
              + " VECBRIDGE_CONNECTION_PASSWORD.")
  private Path properties;

  private ConnectorsOption() {}

  /**
   * The Connect cluster.
   *
   * @throws ToolException if none is named
   */
  ConnectCluster cluster() {
    if (connect == null) {
      throw new ToolException("This needs a Connect cluster: name it with --connect.");
    }
    return connected();
  }

  private ConnectCluster connected() {
    return new ConnectCluster(ConnectAccess.of(connect, properties(), System.getenv()));
  }

  /** The source connector as a worker knows it. */
  Connector plainSource() throws InterruptedException {
    return connector(source);
  }

  /** The sink connector as a worker knows it. */
  Connector plainSink() throws InterruptedException {
    return connector(sink);
  }

  /** The source connector with its options replaced. */
  Connector source() throws InterruptedException {
    return replacements().apply(connector(source), "source");
  }

  /** The sink connector with its options replaced. */
  Connector sink() throws InterruptedException {
    return replacements().apply(connector(sink), "sink");
  }

  /**
   * Another connector of the same databases with its options replaced.
   *
   * @param side {@code source} or {@code sink}: the connector here that has its database
   */
  Connector replaced(Connector connector, String side) {
    return replacements().apply(connector, side);
  }

  /** The properties of {@code --properties}. */
  Map<String, String> properties() {
    return Replacements.read(properties);
  }

  /** Whether it is known that neither connector writes or reads at present. */
  boolean areStopped() throws InterruptedException {
    return isStopped(source) && isStopped(sink);
  }

  /** Whether it is known that the source sends nothing at present. */
  boolean isSourceStopped() throws InterruptedException {
    return isStopped(source);
  }

  private boolean isStopped(String name) throws InterruptedException {
    if (connect == null || isFile(name)) {
      return false;
    }
    String state = connected().state(name);
    return state.equals("STOPPED") || state.equals("PAUSED");
  }

  private Connector connector(String name) throws InterruptedException {
    if (isFile(name)) {
      return Connector.ofFile(Path.of(name));
    }
    if (connect == null) {
      throw new ToolException(
          "There is no file " + name + ". Name one, or the Connect cluster with --connect.");
    }
    return connected().connector(name);
  }

  private Replacements replacements() {
    return new Replacements(properties(), System.getenv());
  }

  private static boolean isFile(String name) {
    try {
      return Files.isRegularFile(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
