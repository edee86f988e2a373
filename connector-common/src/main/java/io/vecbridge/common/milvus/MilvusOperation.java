// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

/**
 * An operation of Milvus, as error messages name it.
 *
 * @param name such as {@code query}
 * @param database null if the call is about no database
 * @param collection null if the call is about no collection
 * @param reads whether the call changes nothing
 */
record MilvusOperation(String name, String database, String collection, boolean reads) {

  static MilvusOperation onCluster(String name) {
    return new MilvusOperation(name, null, null, true);
  }

  static MilvusOperation onDatabase(String name, String database) {
    return new MilvusOperation(name, database, null, true);
  }

  static MilvusOperation reading(String name, String database, String collection) {
    return new MilvusOperation(name, database, collection, true);
  }

  static MilvusOperation changing(String name, String database, String collection) {
    return new MilvusOperation(name, database, collection, false);
  }

  @Override
  public String toString() {
    if (database == null) {
      return name;
    }
    if (collection == null) {
      return name + " of database " + database;
    }
    return name + " of " + database + "." + collection;
  }
}
