// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.harness.client.MilvusClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All rows of a collection, by key. */
final class Rows {
  private Rows() {}

  static List<Map<String, Object>> of(MilvusClient milvus, String collection) {
    List<Map<String, Object>> rows = new ArrayList<>();
    milvus.rows(collection).forEachRemaining(rows::add);
    return rows;
  }

  static List<Object> column(MilvusClient milvus, String collection, String field) {
    List<Object> values = new ArrayList<>();
    milvus.rows(collection).forEachRemaining(row -> values.add(row.get(field)));
    return values;
  }
}
