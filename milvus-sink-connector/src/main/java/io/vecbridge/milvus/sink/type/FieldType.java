// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.FieldData;
import io.vecbridge.common.value.Converter;
import org.apache.kafka.connect.data.Schema;

/** The type of a field: knows how to convert values for it and how to send them. Immutable. */
public interface FieldType {
  /**
   * The conversion of values that come with this schema. Asked once per field and shape of record,
   * not per value.
   *
   * @param schema the value's schema, or null for schemaless records
   */
  Converter from(Schema schema);

  /** Whether the connector writes the type; if not, no value of it is ever converted. */
  default boolean isWritten() {
    return true;
  }

  /**
   * An empty column.
   *
   * @param rows how many values will come at most; memory is set aside for all of them
   */
  Column column(int rows);

  /** Collects the values of one field for a request. */
  interface Column {
    /**
     * Adds the next row's value.
     *
     * @param value what the type's converter returned; never null, rows without a value are omitted
     */
    void add(Object value);

    /** Puts the values into the message of the field. */
    void finish(FieldData.Builder field);
  }
}
