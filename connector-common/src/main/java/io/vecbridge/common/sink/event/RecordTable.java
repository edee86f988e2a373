// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import io.vecbridge.common.value.UnavailableValue;
import io.vecbridge.common.wire.ColumnParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Reads a table's definition from the schemas of a data record and their parameters. */
public final class RecordTable {
  private RecordTable() {}

  /**
   * The definition, or null if the record has no schema.
   *
   * @param row the shape of the row; the key's columns come first if the row lacks them
   * @param values a row of that shape, which determines a vector's dimension if the schema does
   *     not; can be null
   */
  public static SourceTable of(SourceName source, RowShape key, RowShape row, Row values) {
    if (row == null || row.schema() == null) {
      return null;
    }
    if (key != null && key.isBare()) {
      // A bare value has no name, so it describes no column.
      return of(source, null, row, values);
    }
    List<SourceTable.Column> columns = new ArrayList<>();
    for (int i = 0; key != null && i < key.size(); i++) {
      if (row.indexOf(key.name(i)) < 0) {
        columns.add(column(key, i, null));
      }
    }
    String partitionKey = null;
    for (int i = 0; i < row.size(); i++) {
      columns.add(column(row, i, values == null ? null : values.value(i)));
      String role = parameter(row.schema(i), ColumnParameters.ROLE, "");
      if (ColumnParameters.ROLE_PARTITION_KEY.equals(role)) {
        partitionKey = row.name(i);
      }
    }
    return new SourceTable(
        source,
        columns,
        key == null ? List.of() : key.names(),
        new SourceTable.Partitioning(
            partitionKey, number(parameter(row.schema(), ColumnParameters.PARTITIONS, "0"))),
        row.schema().doc() == null ? "" : row.schema().doc());
  }

  private static SourceTable.Column column(RowShape shape, int index, Object value) {
    Schema schema = shape.schema(index);
    return new SourceTable.Column(
        shape.name(index),
        new SourceTable.DeclaredType(
            parameter(schema, ColumnParameters.TYPE, null),
            length(schema, value),
            number(parameter(schema, ColumnParameters.SCALE, "0"))),
        schema,
        schema == null || schema.isOptional(),
        ColumnParameters.ROLE_AUTO_ID.equals(parameter(schema, ColumnParameters.ROLE, "")),
        schema == null || schema.doc() == null ? "" : schema.doc());
  }

  private static int length(Schema schema, Object value) {
    // Version 0.1 has the dimension of every vector as its length.
    String text = parameter(schema, ColumnParameters.LENGTH, "0");
    int declared = number(parameter(schema, ColumnParameters.DIMENSION, text));
    // PostgreSQL's types without a length have the largest number.
    int length = declared == Integer.MAX_VALUE ? 0 : declared;
    boolean vector = schema != null && schema.name() != null && schema.name().endsWith("Vector");
    boolean unknown = length == 0 && vector && !UnavailableValue.is(value);
    return unknown && value instanceof List<?> elements ? elements.size() : length;
  }

  private static String parameter(Schema schema, String name, String defaultValue) {
    Map<String, String> parameters = schema == null ? null : schema.parameters();
    return parameters == null ? defaultValue : parameters.getOrDefault(name, defaultValue);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
