// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.QueryResults;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The rows of a collection in the order of the primary key: field name to value as {@link
 * MilvusValues} gives it.
 */
public final class MilvusRows implements Iterator<Map<String, Object>> {
  private static final int PAGE_BYTES = 4 << 20;
  private static final int SCALAR_BYTES = 64;
  private static final int MOST_ROWS = 10_000;

  private final MilvusClient client;
  private final String collection;
  private final String key;
  private final int pageRows;
  private final Deque<Map<String, Object>> page = new ArrayDeque<>();
  private String expression = "";
  private boolean end;

  MilvusRows(MilvusClient client, String collection, CollectionSchema schema) {
    this.client = client;
    this.collection = collection;
    this.key = keyOf(schema).getName();
    this.pageRows = Math.max(1, Math.min(MOST_ROWS, PAGE_BYTES / rowBytes(schema)));
  }

  /** The primary key's field. */
  public String key() {
    return key;
  }

  @Override
  public boolean hasNext() {
    if (page.isEmpty() && !end) {
      read();
    }
    return !page.isEmpty();
  }

  @Override
  public Map<String, Object> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.remove();
  }

  private void read() {
    QueryResults results = client.query(collection, expression, List.of("*"), pageRows);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (FieldData field : results.getFieldsDataList()) {
      List<Object> values = MilvusValues.of(field);
      for (int i = 0; i < values.size(); i++) {
        if (i == rows.size()) {
          rows.add(new LinkedHashMap<>());
        }
        rows.get(i).put(field.getFieldName(), values.get(i));
      }
    }
    end = rows.isEmpty();
    if (!end) {
      Object last = rows.get(rows.size() - 1).get(key);
      expression = key + " > " + (last instanceof String text ? MilvusLiteral.text(text) : last);
    }
    page.addAll(rows);
  }

  private static FieldSchema keyOf(CollectionSchema schema) {
    return schema.getFieldsList().stream()
        .filter(FieldSchema::getIsPrimaryKey)
        .findFirst()
        .orElseThrow();
  }

  private static int rowBytes(CollectionSchema schema) {
    int bytes = 0;
    for (FieldSchema field : schema.getFieldsList()) {
      bytes += SCALAR_BYTES;
      for (KeyValuePair parameter : field.getTypeParamsList()) {
        if (parameter.getKey().equals("dim") && field.getDataType() != DataType.BinaryVector) {
          bytes += Integer.parseInt(parameter.getValue()) * Float.BYTES;
        }
      }
    }
    return bytes;
  }
}
