// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.data;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A dense vector of 32-bit floats, as {@code vector.encoding=bytes} sends it.
 *
 * <p>Connect shape: BYTES. Layout: IEEE 754 binary32, little-endian, 4 bytes per dimension: what
 * Milvus's log contains and OceanBase accepts as a binary VECTOR.
 */
public final class FloatVector {
  /** Name of the logical type. */
  public static final String LOGICAL_NAME = "io.vecbridge.data.FloatVector";

  private FloatVector() {}

  /** A builder of this type's schema, for callers that add optionality or parameters. */
  public static SchemaBuilder builder() {
    return SchemaBuilder.bytes().name(LOGICAL_NAME).version(1);
  }

  /** The schema of a required value. */
  public static Schema schema() {
    return builder().build();
  }
}
