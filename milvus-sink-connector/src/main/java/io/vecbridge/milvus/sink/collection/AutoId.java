// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.vecbridge.milvus.sink.config.CollectionConfig;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The one home of the rule that AutoID collections are not written: the rows' keys come with the
 * records, and Milvus would replace them (or refuses the upsert, up to 2.3), so that a later change
 * or a repetition would add an entity in place of changing one.
 */
public final class AutoId {
  private AutoId() {}

  /**
   * @throws ConnectException if the collection makes its keys itself
   */
  static void refuse(TargetCollection collection) {
    if (isSet(collection)) {
      throw new ConnectException(sentence(collection.toString()));
    }
  }

  /** Why an AutoID collection is refused, and what to do. */
  public static String sentence(String collection) {
    return "Collection "
        + collection
        + " has autoID: Milvus makes its keys itself, so an upsert would add an entity under a new"
        + " key, or is refused, and no later change would find it. Create a collection whose"
        + " primary key has no autoID and map the table to it by "
        + CollectionConfig.MAPPINGS
        + ".";
  }

  private static boolean isSet(TargetCollection collection) {
    return collection.key() != null && collection.key().schema().getAutoID();
  }
}
