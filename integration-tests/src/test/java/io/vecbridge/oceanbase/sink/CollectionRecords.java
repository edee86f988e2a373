// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.sink.SourceRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Makes the records that a source sends for one collection. */
final class CollectionRecords extends SourceRecords {
  /**
   * @param fields the row's columns, the key first
   */
  CollectionRecords(String database, String collection, Field... fields) {
    this(database, collection, Map.of(), fields);
  }

  CollectionRecords(
      String database, String collection, Map<String, String> parameters, Field... fields) {
    super("vec", database, "collection", collection, parameters, fields);
  }

  /** A column as the Milvus source describes it. */
  static Field milvus(String name, SchemaBuilder schema, String type, int length, String role) {
    List<String> parameters =
        new ArrayList<>(
            List.of("__debezium.source.column.type", type, "__debezium.source.column.name", name));
    if (length > 0) {
      parameters.addAll(List.of("__debezium.source.column.length", String.valueOf(length)));
    }
    if (role != null) {
      parameters.addAll(List.of("vecbridge.role", role));
    }
    return column(name, schema, parameters.toArray(new String[0]));
  }
}
