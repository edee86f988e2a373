// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

/** A collection of Milvus. */
public record CollectionName(String database, String collection) {
  /** As messages name it. */
  @Override
  public String toString() {
    return database + "." + collection;
  }
}
