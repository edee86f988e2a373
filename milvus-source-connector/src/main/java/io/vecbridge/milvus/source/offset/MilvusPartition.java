// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;

/** The source partition of one collection: connector, database and collection. */
public final class MilvusPartition extends NamedPartition {
  /** Key of the collection. */
  public static final String COLLECTION = "collection";

  /** The partition of a collection under a connector's {@code topic.prefix}. */
  public MilvusPartition(String topicPrefix, TableId id) {
    super(topicPrefix, COLLECTION, id);
  }
}
