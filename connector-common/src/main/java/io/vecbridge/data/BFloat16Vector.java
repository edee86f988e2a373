// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.data;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A dense vector of bfloat16 (Milvus BFLOAT16_VECTOR).
 *
 * <p>Connect shape: BYTES. Layout: the upper 16 bits of an IEEE 754 binary32, little-endian, 2
 * bytes per dimension.
 */
public final class BFloat16Vector {
  /** Name of the logical type. */
  public static final String LOGICAL_NAME = "io.vecbridge.data.BFloat16Vector";

  private BFloat16Vector() {}

  /** A builder of this type's schema, for callers that add optionality or parameters. */
  public static SchemaBuilder builder() {
    return SchemaBuilder.bytes().name(LOGICAL_NAME).version(1);
  }

  /** The schema of a required value. */
  public static Schema schema() {
    return builder().build();
  }
}
