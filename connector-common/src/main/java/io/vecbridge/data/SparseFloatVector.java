// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.data;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * A sparse vector of 32-bit floats (Milvus SPARSE_FLOAT_VECTOR, OceanBase SPARSEVECTOR).
 *
 * <p>Connect shape: STRUCT of two arrays of one length, {@code indices} ARRAY&lt;INT64&gt; (0 to
 * 2^32 - 2, strictly ascending) and {@code values} ARRAY&lt;FLOAT32&gt;. Debezium's
 * SparseDoubleVector ends at 16-bit indices and cannot carry these.
 */
public final class SparseFloatVector {
  /** Name of the logical type. */
  public static final String LOGICAL_NAME = "io.vecbridge.data.SparseFloatVector";

  /** Field of the ascending indices. */
  public static final String INDICES = "indices";

  /** Field of the values, in the order of the indices. */
  public static final String VALUES = "values";

  private SparseFloatVector() {}

  /** A builder of this type's schema, for callers that add optionality or parameters. */
  public static SchemaBuilder builder() {
    return SchemaBuilder.struct()
        .name(LOGICAL_NAME)
        .version(1)
        .field(INDICES, SchemaBuilder.array(Schema.INT64_SCHEMA).build())
        .field(VALUES, SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build());
  }

  /** The schema of a required value. */
  public static Schema schema() {
    return builder().build();
  }

  /** A value of {@code schema}; both lists have one length, the indices ascend. */
  public static Struct value(Schema schema, List<Long> indices, List<Float> values) {
    return new Struct(schema).put(INDICES, indices).put(VALUES, values);
  }
}
