// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.data;

import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Vectors as Connect BYTES, in the layout that Milvus has. Each constant is the logical name of one
 * kind, and its comment the layout of a value.
 */
public final class PackedVector {
  /**
   * 32-bit floats, as {@code vector.encoding=bytes} sends them: IEEE 754 binary32, little-endian, 4
   * bytes per dimension. Milvus's log contains these bytes, and OceanBase accepts them as a binary
   * VECTOR.
   */
  public static final String FLOAT = "io.vecbridge.data.FloatVector";

  /** FLOAT16_VECTOR: IEEE 754 binary16, little-endian, 2 bytes per dimension. */
  public static final String FLOAT16 = "io.vecbridge.data.Float16Vector";

  /** BFLOAT16_VECTOR: the upper 16 bits of a binary32, little-endian, 2 bytes per dimension. */
  public static final String BFLOAT16 = "io.vecbridge.data.BFloat16Vector";

  /** INT8_VECTOR: two's complement, 1 byte per dimension. */
  public static final String INT8 = "io.vecbridge.data.Int8Vector";

  /** BINARY_VECTOR: bits, 8 dimensions per byte. */
  public static final String BINARY = "io.vecbridge.data.BinaryVector";

  private static final Set<String> KINDS = Set.of(FLOAT, FLOAT16, BFLOAT16, INT8, BINARY);

  private PackedVector() {}

  /** A builder of the schema of a kind, for callers that add optionality or parameters. */
  public static SchemaBuilder builder(String logicalName) {
    return SchemaBuilder.bytes().name(logicalName).version(1);
  }

  /** Whether values of a schema are vectors of one of the kinds. */
  public static boolean isSchema(Schema schema) {
    return schema.name() != null && KINDS.contains(schema.name());
  }
}
