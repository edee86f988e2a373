// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import io.debezium.relational.TableId;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.milvus.MilvusLiteral;
import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.RecordTable;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.offset.StoredOffset;
import io.vecbridge.milvus.source.schema.CapturedSchemas;
import io.vecbridge.milvus.source.schema.RowSchema;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import io.vecbridge.oceanbase.sink.OceanBaseSinkTask;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.table.NewTables;
import io.vecbridge.oceanbase.sink.table.TargetNames;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import io.vecbridge.tool.compare.WrittenRows;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.PairReading.ComparedCollection;
import io.vecbridge.tool.pair.PairReading.ComparedTable;
import io.vecbridge.tool.row.RowEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTask;

/** From Milvus to OceanBase. */
final class ForwardPair extends ConnectorPair {
  private static final Duration CLOCK_PAUSE = Duration.ofMillis(20);
  private static final int MOST_TRIES = 3_000;

  private final MilvusSourceConfig source;
  private final OceanBaseSinkConfig sink;
  private final Map<String, String> sourceOptions;
  private final CollectionDiscovery discovery;

  ForwardPair(Map<String, String> sourceOptions, Map<String, String> sinkOptions) {
    this(
        new MilvusSourceConfig(MilvusSourceConfig.OPTIONS.read(sourceOptions)),
        OceanBaseSinkConfig.of(sinkOptions),
        sourceOptions,
        sinkOptions);
  }

  private ForwardPair(
      MilvusSourceConfig source,
      OceanBaseSinkConfig sink,
      Map<String, String> sourceOptions,
      Map<String, String> sinkOptions) {
    super(
        new CapturedSchemas(source),
        sinkOptions,
        MilvusClient.open(MilvusConnectionOptions.from(source.options())));
    this.source = source;
    this.sink = sink;
    this.sourceOptions = sourceOptions;
    this.discovery = new CollectionDiscovery(client(), source.filters()::includesCollection);
  }

  @Override
  public List<ObjectPair> objects() throws InterruptedException {
    TargetNames names = new TargetNames(sink.tables(), sink.connection().database());
    Subscription subscription = new Subscription(sink());
    List<ObjectPair> pairs = new ArrayList<>();
    for (TableId id : discovery.list()) {
      String topic = topic(id);
      try {
        pairs.add(
            new ObjectPair(
                true,
                id,
                names.of(new SourceName(topic, id.catalog(), id.table())),
                topic,
                subscription.problem(topic)));
      } catch (ConnectException e) {
        pairs.add(new ObjectPair(true, id, null, topic, e.getMessage()));
      }
    }
    return pairs;
  }

  @Override
  public OpenedPair open(ObjectPair names, String where, boolean onServer)
      throws SQLException, InterruptedException {
    TableId id = names.collection();
    MilvusCollection described = describe(names);
    Predicate<String> captured = source.filters().fieldsOf(id);
    List<MilvusField> fields =
        described.fields().stream()
            .filter(field -> field.primaryKey() || captured.test(field.name()))
            .toList();
    Connection connection = new OceanBaseConnections(sink.connection()).open();
    try {
      TableDefinition table = table(connection, names.table());
      ColumnNames named = named(names);
      List<String> columns =
          fields.stream()
              .map(field -> field.dynamic() ? named.dynamicColumn() : field.name())
              .map(named::target)
              .toList();
      PairReading reading =
          new PairReading(
              names,
              new ComparedCollection(client(), described.withFields(fields).named(id)),
              new ComparedTable(connection, table, PairReading.named(columns)),
              named,
              onServer);
      TargetTable target = new TargetTable(table, new ColumnTypes(true), 0);
      String dynamicColumn =
          fields.stream().anyMatch(MilvusField::dynamic)
              ? named.target(named.dynamicColumn())
              : null;
      return reading.open(WrittenRows.ofTable(target, dynamicColumn), filter(id, where), "");
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** What the source leaves out is not in the target. */
  private String filter(TableId id, String where) {
    return MilvusLiteral.and(source.filters().rows().of(id), where);
  }

  @Override
  public Optional<String> createStatement(ObjectPair names)
      throws SQLException, InterruptedException {
    RowSchema rows = new CapturedSchemas(source).capture(describe(names));
    SourceName name =
        new SourceName(names.topic(), names.collection().catalog(), names.collection().table());
    RowEvents events =
        new RowEvents(
            new EventReader(sink.tables().dynamicColumn()),
            sink.columnMappings().renames(),
            names.topic(),
            names.collection(),
            rows.rowSchema());
    try (Connection connection = new OceanBaseConnections(sink.connection()).open()) {
      Change delete = events.read(events.delete(new Struct(rows.keySchema())));
      SourceTable described = RecordTable.of(name, delete.key().shape(), delete.rowShape(), null);
      if (new TableReader().read(connection, names.table()) != null) {
        return Optional.empty();
      }
      return Optional.of(
          new NewTables(sink.tables(), OceanBaseCapabilities.probe(connection))
              .statement(names.table(), described));
    } catch (ConnectException e) {
      throw new ToolException(e.getMessage(), e);
    }
  }

  @Override
  public SourceKey key(ObjectPair names) throws SQLException, InterruptedException {
    MilvusCollection collection = describe(names);
    MilvusField key = collection.primaryKey();
    try (Connection connection = new OceanBaseConnections(sink.connection()).open()) {
      TableDefinition table = new TableReader().read(connection, names.table());
      boolean wider =
          table == null
              ? collection.fields().stream()
                  .anyMatch(field -> field.partitionKey() && !field.primaryKey())
              : table.key().size() > 1;
      return new SourceKey(named(names).target(key.name()), key.autoId(), wider);
    }
  }

  private ColumnNames named(ObjectPair names) {
    return new ColumnNames(
        true, sink.columnMappings(), names.source(), sink.tables().dynamicColumn());
  }

  private MilvusCollection describe(ObjectPair names) throws InterruptedException {
    return discovery
        .describe(names.collection().catalog(), names.collection().table())
        .orElseThrow(() -> new ToolException("Collection " + names.source() + " does not exist."));
  }

  @Override
  public SourceTime time() throws InterruptedException {
    return time(client().allocTimestamp());
  }

  private static SourceTime time(long timestamp) {
    return new SourceTime(timestamp, Instant.ofEpochMilli(Tso.millis(timestamp)));
  }

  /**
   * The end of a millisecond, since the option has nothing smaller. Milvus counts on within one
   * until its clock advances: for 50 ms mostly, and longer after the server's clock was set back.
   */
  @Override
  public SourceTime beginning() throws InterruptedException {
    long before = client().allocTimestamp();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      long now = client().allocTimestamp();
      if (Tso.millis(now) > Tso.millis(before)) {
        return time(Tso.ofMillis(Tso.millis(now)) - 1);
      }
      Sleeper.SYSTEM.sleep(CLOCK_PAUSE);
    }
    throw new ToolException(
        "Milvus's clock does not advance, so no time of it is exact: the clock of its server may"
            + " have been set back. Run the command again when it has caught up.");
  }

  @Override
  public Map<String, String> startAfter(SourceTime time) {
    return Map.of(
        "snapshot.mode",
        "no_data",
        "change.log.start.timestamp",
        String.valueOf(time.at().toEpochMilli() + 1));
  }

  @Override
  public Map<String, Object> partition(ObjectPair names) {
    return Map.of(
        "server",
        source.getLogicalName(),
        "database",
        names.collection().catalog(),
        "collection",
        names.collection().table());
  }

  @Override
  public SourceProgress progress(Map<String, ?> offset) {
    StoredOffset stored = StoredOffset.of(offset);
    if (stored.positions().isEmpty() && !stored.dropped()) {
      throw new ToolException(
          "The source doesn't read Milvus's log (change.log.reader=none), so it isn't known which"
              + " changes have been sent.");
    }
    long upTo =
        stored.positions().values().stream().mapToLong(ChannelPosition::timestamp).min().orElse(0);
    SourceProgress.Phase phase =
        stored.snapshot().queue().isEmpty()
            ? SourceProgress.Phase.STREAMING
            : SourceProgress.Phase.SNAPSHOT;
    return new SourceProgress(
        stored.dropped() ? SourceProgress.Phase.DROPPED : phase,
        upTo,
        Instant.ofEpochMilli(Tso.millis(upTo)));
  }

  @Override
  public Optional<Duration> retention(Map<String, ?> offset) throws InterruptedException {
    return new LogRetention(sourceOptions, source.changeLog().retention())
        .of(StoredOffset.of(offset).positions());
  }

  @Override
  public SinkTask sinkTask() {
    return new OceanBaseSinkTask();
  }
}
