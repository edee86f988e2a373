// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import io.debezium.schema.SchemaNameAdjuster;
import io.milvus.grpc.DataType;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.oceanbase.source.schema.CapturedColumn;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.KeyType;
import io.vecbridge.tool.compare.RowComparison;
import io.vecbridge.tool.compare.WrittenRows;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.row.MilvusPage;
import io.vecbridge.tool.row.MilvusSide;
import io.vecbridge.tool.row.RowEvents;
import io.vecbridge.tool.row.TableSide;
import io.vecbridge.tool.row.VectorColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * How a collection and its table are read: both sides by the sources' own schemas, with the vectors
 * apart that OceanBase compares.
 *
 * @param named what the sink calls the columns
 * @param onServer whether OceanBase compares vectors
 */
record PairReading(
    ObjectPair names,
    ComparedCollection collection,
    ComparedTable table,
    ColumnNames named,
    boolean onServer) {
  private static final Set<DataType> FLOAT_VECTORS =
      Set.of(
          DataType.FloatVector,
          DataType.Float16Vector,
          DataType.BFloat16Vector,
          DataType.Int8Vector);
  private static final io.vecbridge.milvus.source.schema.RowSchemas COLLECTIONS =
      new io.vecbridge.milvus.source.schema.RowSchemas(
          VectorEncoding.BYTES, SchemaNameAdjuster.NO_OP, SchemaNameAdjuster.NO_OP);
  private static final io.vecbridge.oceanbase.source.schema.RowSchemas TABLES =
      new io.vecbridge.oceanbase.source.schema.RowSchemas(
          new io.vecbridge.oceanbase.source.type.ColumnTypes(VectorEncoding.BYTES),
          SchemaNameAdjuster.NO_OP,
          SchemaNameAdjuster.NO_OP);

  /**
   * A collection that is compared.
   *
   * @param definition with the fields that are compared
   */
  record ComparedCollection(MilvusClient client, MilvusCollection definition) {
    MilvusSide side(MilvusPage.Layout layout, String filter) {
      return new MilvusSide(client, definition, layout, filter);
    }

    /** With its key alone. */
    ComparedCollection keys() {
      return new ComparedCollection(
          client, definition.withFields(List.of(definition.primaryKey())));
    }
  }

  /**
   * A table that is compared.
   *
   * @param columns which columns are compared, apart from the key's
   */
  record ComparedTable(
      Connection connection, TableDefinition definition, Predicate<ColumnDefinition> columns) {}

  /** The fields of vectors that the server compares, by their columns. */
  Map<String, MilvusField> serverVectors() {
    Map<String, MilvusField> vectors = new TreeMap<>();
    for (MilvusField field : collection.definition().fields()) {
      ColumnDefinition column = named.column(table.definition(), field.name());
      if (onServer
          && column != null
          && table.columns().test(column)
          && FLOAT_VECTORS.contains(field.type())
          && column.typeName().equals("VECTOR")) {
        vectors.put(column.name(), field);
      }
    }
    return vectors;
  }

  /**
   * Opens both.
   *
   * @param written makes what the sink writes
   * @param filter Milvus's expression for the rows that are compared; empty for all
   * @param where SQL for the same; one of both is empty
   */
  OpenedPair open(WrittenRows written, String filter, String where) throws SQLException {
    Map<String, MilvusField> vectors = serverVectors();
    MilvusPage.Layout layout = milvus(vectors);
    Connection connection = table.connection();
    TableSide tableSide = new TableSide(connection, table(vectors.keySet()), where);
    boolean binary = OceanBaseCapabilities.probe(connection).binaryVectors();
    return new OpenedPair(
        names,
        collection.side(layout, filter),
        collection.keys().side(keysOf(layout), filter),
        tableSide,
        new RowComparison(tableSide, written, layout.columns(), binary),
        !filter.isEmpty() || !where.isEmpty());
  }

  private MilvusPage.Layout keysOf(MilvusPage.Layout layout) {
    io.vecbridge.milvus.source.schema.RowSchema schema =
        COLLECTIONS.of(collection.keys().definition(), names.topic(), field -> false);
    return new MilvusPage.Layout(schema, schema, List.of(), layout.events());
  }

  private MilvusPage.Layout milvus(Map<String, MilvusField> vectors) {
    Set<MilvusField> apart = Set.copyOf(vectors.values());
    io.vecbridge.milvus.source.schema.RowSchema plain =
        COLLECTIONS.of(collection.definition(), names.topic(), field -> !apart.contains(field));
    io.vecbridge.milvus.source.schema.RowSchema other =
        COLLECTIONS.of(collection.definition(), names.topic(), apart::contains);
    List<VectorColumn> columnsOfVectors = new ArrayList<>();
    vectors.forEach(
        (column, field) ->
            columnsOfVectors.add(
                new VectorColumn(
                    column,
                    field.name(),
                    new io.vecbridge.oceanbase.sink.type.ColumnTypes(true)
                        .parse(table.definition().column(column).type())
                        .from(other.rowSchema().field(field.name()).schema()))));
    RowEvents events =
        new RowEvents(
            new EventReader(named.dynamicColumn()),
            named.ofCollection(),
            names.topic(),
            names.collection(),
            plain.rowSchema());
    return new MilvusPage.Layout(plain, other, columnsOfVectors, events);
  }

  private TableSide.Layout table(Set<String> vectors) {
    ColumnDefinition key = key();
    TableDefinition definition = table.definition();
    TableKeys keys = TableKeys.of(definition, List.of(key.name()), List.of());
    io.vecbridge.oceanbase.source.schema.RowSchema plain =
        TABLES.of(
            definition,
            keys,
            names.topic(),
            column -> table.columns().test(column) && !vectors.contains(column.name()));
    io.vecbridge.oceanbase.source.schema.RowSchema other =
        TABLES.of(definition, keys, names.topic(), column -> vectors.contains(column.name()));
    CapturedColumn captured = plain.recordKey().columns().get(0);
    KeyType type = captured.type().key();
    if (!key.exact() || (type != KeyType.INTEGER && type != KeyType.TEXT)) {
      throw new ToolException(
          "The key column '"
              + key.name()
              + "' of table "
              + definition.name()
              + " ("
              + key.type()
              + (key.collation() == null ? "" : ", " + key.collation())
              + ") doesn't order or distinguish keys as Milvus does. Keys are compared in integer"
              + " columns, and in texts with COLLATE utf8mb4_0900_bin.");
    }
    RowEvents events =
        new RowEvents(
            new EventReader(named.dynamicColumn()),
            named.ofTable(),
            names.topic(),
            CapturedTables.id(definition.name()),
            plain.rowSchema());
    return new TableSide.Layout(plain, other, captured, events);
  }

  private ColumnDefinition key() {
    ColumnDefinition column =
        named.column(table.definition(), collection.definition().primaryKey().name());
    if (column == null) {
      throw new ToolException(
          "Table "
              + table.definition().name()
              + " has no column for the primary key '"
              + collection.definition().primaryKey().name()
              + "' of collection "
              + names.collection().catalog()
              + "."
              + collection.definition().name()
              + ".");
    }
    return column;
  }

  /** Columns by name, ignoring case as the server does. */
  static Predicate<ColumnDefinition> named(Iterable<String> columns) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    columns.forEach(names::add);
    return column -> names.contains(column.name());
  }
}
