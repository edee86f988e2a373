// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.wire;

/**
 * Names of the table attributes in a schema change event ({@code tableChanges[].table.attributes}):
 * what Debezium's table structure has no field for.
 */
public final class TableAttributes {
  /** Name of the column whose value decides the partition. */
  public static final String PARTITION_KEY = "vecbridge.partition_key";

  /** Number of partitions of a table with a partition key. */
  public static final String PARTITIONS = "vecbridge.partitions";

  /** Name of the JSON column that holds the dynamic field. */
  public static final String DYNAMIC = "vecbridge.dynamic";

  /** {@code true} if the source generates the primary key's values. */
  public static final String AUTO_ID = "vecbridge.auto_id";

  /**
   * Followed by a vector column's name: the index that the source has on it, as {@link
   * DeclaredIndex#text} writes it. A column without an index has no such attribute.
   */
  public static final String INDEX = "vecbridge.index.";

  private TableAttributes() {}
}
