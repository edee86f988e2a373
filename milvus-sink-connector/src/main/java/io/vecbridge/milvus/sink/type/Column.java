// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.FieldData;

/** Collects the values of one field for a request. */
public interface Column {
  /**
   * Adds the next row's value.
   *
   * @param value what the type's converter returned; never null, rows without a value are omitted
   */
  void add(Object value);

  /** Puts the values into the message of the field. */
  void finish(FieldData.Builder field);
}
