// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import io.debezium.relational.TableId;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.source.emit.EnvelopeSchemas;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkTask;

/** A source and a sink that move rows in one direction. Safe for use by several threads. */
public abstract class ConnectorPair implements AutoCloseable {
  private final EnvelopeSchemas schemas;
  private final Map<String, String> sink;
  private final MilvusClient client;

  /**
   * Owns the client.
   *
   * @param schemas of the source, for its topics
   * @param sink the sink's options
   */
  ConnectorPair(EnvelopeSchemas schemas, Map<String, String> sink, MilvusClient client) {
    this.schemas = schemas;
    this.sink = sink;
    this.client = client;
  }

  /**
   * The pair of two connectors.
   *
   * @throws ToolException if they are no pair, or change records on the way
   */
  public static ConnectorPair of(Connector source, Connector sink) {
    refuseTransforms(source);
    refuseTransforms(sink);
    if (source.type().endsWith(".MilvusSourceConnector")
        && sink.type().endsWith(".OceanBaseSinkConnector")) {
      return new ForwardPair(source.options(), sink.options());
    }
    if (source.type().endsWith(".OceanBaseSourceConnector")
        && sink.type().endsWith(".MilvusSinkConnector")) {
      return new ReversePair(source.options(), sink.options());
    }
    throw new ToolException(
        "The connectors \""
            + source.name()
            + "\" and \""
            + sink.name()
            + "\" are no pair of this project: a Milvus source goes with an OceanBase sink, an"
            + " OceanBase source with a Milvus sink.");
  }

  /** The captured collections or tables with their targets, in the source's order. */
  public abstract List<ObjectPair> objects() throws SQLException, InterruptedException;

  /**
   * Opens a collection and its table.
   *
   * @param where the condition for rows of the source, in its own language; empty for all
   * @param onServer whether OceanBase compares vectors; otherwise they are columns like all others
   * @throws ToolException if one of them is missing, or they can't be compared
   */
  public abstract OpenedPair open(ObjectPair names, String where, boolean onServer)
      throws SQLException, InterruptedException;

  /**
   * The statement that the sink would create a table with; empty if there is such a table.
   *
   * @throws ToolException if the sink creates no tables, or not this one
   */
  public abstract Optional<String> createStatement(ObjectPair names)
      throws SQLException, InterruptedException;

  /**
   * The key of a collection that is the source.
   *
   * @throws ToolException if OceanBase is the source
   */
  public abstract SourceKey key(ObjectPair names) throws SQLException, InterruptedException;

  /**
   * The time of the source database: no change that was committed before the call is above it, and
   * no change that is committed after the call is at or below it.
   */
  public abstract SourceTime time() throws SQLException, InterruptedException;

  /** As {@link #time}, and so exact that the source can begin after it. */
  public SourceTime beginning() throws SQLException, InterruptedException {
    return time();
  }

  /** The options with which the source begins after a time that {@link #beginning} has given. */
  public abstract Map<String, String> startAfter(SourceTime time);

  /** The partition under which Connect stores the source's offset of a collection or table. */
  public abstract Map<String, Object> partition(ObjectPair names);

  /**
   * Reads an offset of the source.
   *
   * @throws ToolException if it has none that can be compared with a time
   */
  public abstract SourceProgress progress(Map<String, ?> offset);

  /**
   * How long the source database keeps the changes that a source with this offset has to read;
   * empty if it isn't limited or not known.
   */
  public abstract Optional<Duration> retention(Map<String, ?> offset)
      throws SQLException, InterruptedException;

  /** The topic of the source's schema change events. */
  public final String schemaTopic() {
    return schemas.topics().schemaChangeTopic();
  }

  /** The options of the sink. */
  public final Map<String, String> sink() {
    return sink;
  }

  /** A task of the sink, which has not been started. */
  public abstract SinkTask sinkTask();

  /** The topic of a collection's or table's records. */
  final String topic(TableId id) {
    return schemas.topics().dataChangeTopic(id);
  }

  final MilvusClient client() {
    return client;
  }

  /**
   * Reads a table's definition.
   *
   * @throws ToolException if there is no such table
   */
  static TableDefinition table(Connection connection, TableName name) throws SQLException {
    TableDefinition table = new TableReader().read(connection, name);
    if (table == null) {
      throw new ToolException("Table " + name + " does not exist.");
    }
    return table;
  }

  @Override
  public final void close() {
    client.close();
  }

  private static void refuseTransforms(Connector connector) {
    if (!connector.options().getOrDefault("transforms", "").isBlank()) {
      throw new ToolException(
          "The connector \""
              + connector.name()
              + "\" has transforms, which this command doesn't apply: names and rows could differ"
              + " from what it expects.");
    }
  }
}
