// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * The columns of a row: their names, and their schemas if the record has any. One instance stands
 * for all rows of a schema, so it is compared by identity.
 */
public final class RowShape {
  private final List<String> names;
  private final List<Schema> schemas;
  private final Schema schema;
  private final boolean base64;

  /**
   * @param names column names, in the order of the values
   * @param schemas the columns' schemas, empty for schemaless records
   * @param schema the row's schema, null for schemaless records
   */
  RowShape(List<String> names, List<Schema> schemas, Schema schema) {
    this(names, schemas, schema, false);
  }

  private RowShape(List<String> names, List<Schema> schemas, Schema schema, boolean base64) {
    this.names = List.copyOf(names);
    this.schemas = List.copyOf(schemas);
    this.schema = schema;
    this.base64 = base64;
  }

  /** The shape of schemaless rows whose bytes are known to be in base64. */
  static RowShape base64(List<String> names) {
    return new RowShape(names, List.of(), null, true);
  }

  /** The same columns with other names. */
  RowShape named(List<String> others) {
    return new RowShape(others, schemas, schema, base64);
  }

  /** Whether a text for a column of bytes is base64. */
  public boolean isBase64() {
    return base64;
  }

  public int size() {
    return names.size();
  }

  public List<String> names() {
    return names;
  }

  public String name(int index) {
    return names.get(index);
  }

  /** The index of a column, or -1. */
  public int indexOf(String name) {
    return names.indexOf(name);
  }

  /** Whether this is a key without column names: a bare value for the table's only key column. */
  public boolean isBare() {
    return names.size() == 1 && names.get(0).isEmpty();
  }

  /** The column's schema, or null. */
  public Schema schema(int index) {
    return schemas.isEmpty() ? null : schemas.get(index);
  }

  /** The row's schema, or null. */
  public Schema schema() {
    return schema;
  }
}
