// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.wire;

import io.vecbridge.data.PackedVector;
import org.apache.kafka.connect.data.Schema;

/**
 * Names of the schema parameters by which a record's value schema describes the column that a field
 * came from.
 *
 * <p>The first four are Debezium's (option {@code column.propagate.source.type}), and have the
 * meaning that readers of its topics expect. Key schemas carry none of them: JsonConverter and Avro
 * put the schema into the key's bytes, and a parameter that changes would send a key to another
 * partition.
 */
public final class ColumnParameters {
  /** Type name of the source, such as {@code FLOAT_VECTOR} or {@code ARRAY<VARCHAR>}. */
  public static final String TYPE = "__debezium.source.column.type";

  /**
   * Length: the dimension of a vector that is an array, the maximal bytes of a VARCHAR or of a
   * VARCHAR element of an array.
   */
  public static final String LENGTH = "__debezium.source.column.length";

  /** Scale: the maximal number of elements of an array. */
  public static final String SCALE = "__debezium.source.column.scale";

  /** The column's original name, if the field's name was adjusted for Avro. */
  public static final String NAME = "__debezium.source.column.name";

  /**
   * The dimension of a vector that is BYTES, of which {@link #LENGTH} would be a number of bytes.
   */
  public static final String DIMENSION = "vecbridge.dimension";

  /** What the column is to its collection: one of the {@code ROLE_} values; absent for most. */
  public static final String ROLE = "vecbridge.role";

  /** Role of the field whose value decides the partition. */
  public static final String ROLE_PARTITION_KEY = "partition_key";

  /** Role of the JSON column that holds the dynamic field. */
  public static final String ROLE_DYNAMIC = "dynamic";

  /** Role of a primary key whose values Milvus makes. */
  public static final String ROLE_AUTO_ID = "auto_id";

  /** On the row's schema: the number of partitions of a collection with a partition key. */
  public static final String PARTITIONS = "vecbridge.partitions";

  private ColumnParameters() {}

  /** The parameter that has the length or the dimension of a column whose type this is. */
  public static String ofLength(Schema type) {
    return PackedVector.isSchema(type) ? DIMENSION : LENGTH;
  }
}
