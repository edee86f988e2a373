// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.data;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A vector of bits (Milvus BINARY_VECTOR).
 *
 * <p>Connect shape: BYTES. Layout: as Milvus has it, 8 dimensions per byte.
 */
public final class BinaryVector {
  /** Name of the logical type. */
  public static final String LOGICAL_NAME = "io.vecbridge.data.BinaryVector";

  private BinaryVector() {}

  /** A builder of this type's schema, for callers that add optionality or parameters. */
  public static SchemaBuilder builder() {
    return SchemaBuilder.bytes().name(LOGICAL_NAME).version(1);
  }

  /** The schema of a required value. */
  public static Schema schema() {
    return builder().build();
  }
}
