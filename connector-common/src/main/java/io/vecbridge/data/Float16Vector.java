// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.data;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A dense vector of 16-bit floats (Milvus FLOAT16_VECTOR).
 *
 * <p>Connect shape: BYTES. Layout: IEEE 754 binary16, little-endian, 2 bytes per dimension.
 */
public final class Float16Vector {
  /** Name of the logical type. */
  public static final String LOGICAL_NAME = "io.vecbridge.data.Float16Vector";

  private Float16Vector() {}

  /** A builder of this type's schema, for callers that add optionality or parameters. */
  public static SchemaBuilder builder() {
    return SchemaBuilder.bytes().name(LOGICAL_NAME).version(1);
  }

  /** The schema of a required value. */
  public static Schema schema() {
    return builder().build();
  }
}
