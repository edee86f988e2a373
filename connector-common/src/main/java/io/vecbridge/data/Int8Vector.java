// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.data;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A dense vector of signed bytes (Milvus INT8_VECTOR).
 *
 * <p>Connect shape: BYTES. Layout: two's complement, 1 byte per dimension.
 */
public final class Int8Vector {
  /** Name of the logical type. */
  public static final String LOGICAL_NAME = "io.vecbridge.data.Int8Vector";

  private Int8Vector() {}

  /** A builder of this type's schema, for callers that add optionality or parameters. */
  public static SchemaBuilder builder() {
    return SchemaBuilder.bytes().name(LOGICAL_NAME).version(1);
  }

  /** The schema of a required value. */
  public static Schema schema() {
    return builder().build();
  }
}
