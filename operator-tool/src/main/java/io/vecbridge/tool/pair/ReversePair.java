// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import io.debezium.relational.TableId;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseScn;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.UndoRetention;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.milvus.sink.MilvusSinkTask;
import io.vecbridge.milvus.sink.collection.TargetNames;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.row.CollectionName;
import io.vecbridge.milvus.sink.row.TargetCollection;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.Stage;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.page.JdbcTenant;
import io.vecbridge.oceanbase.source.schema.CapturedSchemas;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.tool.compare.WrittenRows;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.PairReading.ComparedCollection;
import io.vecbridge.tool.pair.PairReading.ComparedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTask;

/** From OceanBase to Milvus. */
final class ReversePair extends ConnectorPair {
  private final OceanBaseSourceConfig source;
  private final boolean binlog;
  private final MilvusSinkConfig sink;

  ReversePair(Map<String, String> sourceOptions, Map<String, String> sinkOptions) {
    this(
        new OceanBaseSourceConfig(OceanBaseSourceConfig.OPTIONS.read(sourceOptions)),
        "binlog".equals(sourceOptions.get("capture.mode")),
        MilvusSinkConfig.of(sinkOptions),
        sinkOptions);
  }

  private ReversePair(
      OceanBaseSourceConfig source,
      boolean binlog,
      MilvusSinkConfig sink,
      Map<String, String> sinkOptions) {
    super(new CapturedSchemas(source), sinkOptions, MilvusClient.open(sink.connection()));
    this.source = source;
    this.binlog = binlog;
    this.sink = sink;
  }

  @Override
  public List<ObjectPair> objects() throws SQLException {
    TargetNames names = new TargetNames(sink.collections());
    Subscription subscription = new Subscription(sink());
    List<ObjectPair> pairs = new ArrayList<>();
    try (JdbcTenant tenant = new JdbcTenant(source)) {
      for (TableId id : tenant.tables()) {
        TableName table = new TableName(id.catalog(), id.table());
        String topic = topic(id);
        try {
          CollectionName name = names.of(new SourceName(topic, id.catalog(), id.table()));
          TableId collection = new TableId(name.database(), null, name.collection());
          pairs.add(new ObjectPair(false, collection, table, topic, subscription.problem(topic)));
        } catch (ConnectException e) {
          pairs.add(new ObjectPair(false, null, table, topic, e.getMessage()));
        }
      }
    }
    return pairs;
  }

  @Override
  public OpenedPair open(ObjectPair names, String where, boolean onServer)
      throws SQLException, InterruptedException {
    TableId id = names.collection();
    MilvusCollection described =
        new CollectionDiscovery(client(), any -> true)
            .describe(id.catalog(), id.table())
            .orElseThrow(
                () -> new ToolException("Collection " + names.target() + " does not exist."));
    DescribeCollectionResponse response = client().describe(id.catalog(), id.table());
    Connection connection = new OceanBaseConnections(source.connection()).open();
    try {
      TableDefinition table = table(connection, names.table());
      Predicate<String> columns =
          source
              .tables()
              .columnsOf(new TableId(table.name().database(), null, table.name().table()));
      Predicate<ColumnDefinition> captured = column -> columns.test(column.name());
      PairReading reading =
          new PairReading(
              names,
              new ComparedCollection(client(), described.named(id)),
              new ComparedTable(connection, table, captured),
              new ColumnNames(
                  false, sink.columnMappings(), names.source(), sink.collections().dynamicColumn()),
              onServer);
      TargetCollection target =
          TargetCollection.of(
              sink.collections(),
              new CollectionName(id.catalog(), id.table()),
              without(response, reading.serverVectors()));
      return reading.open(WrittenRows.ofCollection(target), "", captured(table, where));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** What the source leaves out is not in the target. */
  private String captured(TableDefinition table, String where) {
    String condition = source.tables().rows().of(CapturedTables.id(table.name()));
    return condition.isEmpty() || where.isEmpty()
        ? condition + where
        : "(" + condition + ") AND (" + where + ")";
  }

  /** The description without the vectors that OceanBase compares, which then are in no row. */
  private static DescribeCollectionResponse without(
      DescribeCollectionResponse described, Map<String, MilvusField> vectors) {
    Set<String> names =
        vectors.values().stream().map(MilvusField::name).collect(Collectors.toSet());
    CollectionSchema.Builder schema = described.getSchema().toBuilder().clearFields();
    for (FieldSchema field : described.getSchema().getFieldsList()) {
      if (!names.contains(field.getName())) {
        schema.addFields(field);
      }
    }
    return described.toBuilder().setSchema(schema).build();
  }

  @Override
  public Optional<String> createStatement(ObjectPair names) {
    throw new ToolException("The Milvus sink creates no tables.");
  }

  @Override
  public SourceKey key(ObjectPair names) {
    throw new ToolException("This pair brings changes of OceanBase to Milvus already.");
  }

  @Override
  public SourceTime time() throws SQLException {
    try (Connection connection = new OceanBaseConnections(source.connection()).open()) {
      long scn = OceanBaseScn.latest(connection);
      if (scn == OceanBaseScn.NOW) {
        throw new ToolException(
            "OceanBase has no current_scn(), without which no time of it is exact. Use a version"
                + " with this function.");
      }
      return new SourceTime(scn, at(scn));
    }
  }

  @Override
  public Map<String, String> startAfter(SourceTime time) {
    return Map.of("snapshot.mode", "no_data", "capture.start.scn", String.valueOf(time.value()));
  }

  @Override
  public Map<String, Object> partition(ObjectPair names) {
    if (binlog) {
      throw new ToolException(
          "The source has one offset for all tables with capture.mode=binlog, which this command"
              + " doesn't compare with a time. Use capture.mode=scn.");
    }
    return Map.of(
        "server",
        source.getLogicalName(),
        "database",
        names.table().database(),
        "table",
        names.table().table());
  }

  @Override
  public SourceProgress progress(Map<String, ?> offset) {
    TablePosition position = StoredOffset.of(offset).position();
    boolean snapshot = position.stage() == Stage.SNAPSHOT || !position.requested().isEmpty();
    return new SourceProgress(
        snapshot ? SourceProgress.Phase.SNAPSHOT : SourceProgress.Phase.STREAMING,
        position.scn(),
        at(position.scn()));
  }

  private static Instant at(long scn) {
    return Instant.EPOCH.plusNanos(scn);
  }

  @Override
  public Optional<Duration> retention(Map<String, ?> offset) throws SQLException {
    try (Connection connection = new OceanBaseConnections(source.connection()).open()) {
      return UndoRetention.read(connection);
    }
  }

  @Override
  public SinkTask sinkTask() {
    return new MilvusSinkTask();
  }
}
