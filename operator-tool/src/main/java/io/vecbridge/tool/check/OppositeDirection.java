// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.check;

import io.vecbridge.tool.check.CheckItem.State;
import io.vecbridge.tool.config.Connector;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether connectors of the other direction run between the same two servers: a row that one pair
 * writes is a change for the other one, which writes it back, without end. A connector knows its
 * own configuration alone, so only this can find out. Whether both pairs have the same tables is
 * left to the reader.
 */
public final class OppositeDirection {
  private static final String ITEM = "opposite.direction";
  private static final String MILVUS = "milvus.uri";
  private static final String OCEANBASE = "connection.url";

  private OppositeDirection() {}

  /**
   * The item of a pair.
   *
   * @param running the connectors that run in the Connect cluster
   */
  public static CheckItem of(Connector source, Connector sink, List<Connector> running) {
    boolean forward = source.type().endsWith(".MilvusSourceConnector");
    Optional<Connector> back =
        forward
            ? find(running, ".OceanBaseSourceConnector", OCEANBASE, sink)
            : find(running, ".MilvusSourceConnector", MILVUS, sink);
    Optional<Connector> again =
        forward
            ? find(running, ".MilvusSinkConnector", MILVUS, source)
            : find(running, ".OceanBaseSinkConnector", OCEANBASE, source);
    if (back.isEmpty() || again.isEmpty()) {
      return new CheckItem(sink.name(), ITEM, State.PASSED, "");
    }
    return new CheckItem(
        sink.name(),
        ITEM,
        State.OPEN,
        "\""
            + back.get().name()
            + "\" and \""
            + again.get().name()
            + "\" run between the same servers in the other direction. Both directions at once are"
            + " not supported for the same tables: their rows would go back and forth without end."
            + " Stop them, or make sure that they capture other tables.");
  }

  private static Optional<Connector> find(
      List<Connector> running, String type, String option, Connector same) {
    return running.stream()
        .filter(each -> each.type().endsWith(type))
        .filter(each -> Objects.equals(server(each, option), server(same, option)))
        .findFirst();
  }

  /** The address without the database and the parameters of the connection. */
  private static String server(Connector connector, String option) {
    String address = connector.options().getOrDefault(option, "");
    int begin = address.indexOf("//");
    String[] parts = address.substring(begin < 0 ? 0 : begin + 2).split("[/?]", 2);
    return parts[0];
  }
}
