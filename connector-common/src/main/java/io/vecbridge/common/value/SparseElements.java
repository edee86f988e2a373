// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vecbridge.data.SparseFloatVector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;

/**
 * A sparse vector: ascending indices from 0 to 2^32-2 and their values, two arrays of one length.
 *
 * <p>Read from {@link SparseFloatVector} (ascending indices, two lists), Debezium's
 * SparseDoubleVector (a map in any order), schemaless maps of either form and text {@code
 * {index:value,..}}. Servers let one of equal indices win, so these are refused.
 */
public record SparseElements(long[] indices, float[] values) {
  private static final long LARGEST_INDEX = 4_294_967_294L;
  private static final String DEBEZIUM_MAP = "vector";

  /** The number of indices. */
  public int size() {
    return indices.length;
  }

  /**
   * @throws UnfitValueException if the value is not a sparse vector of finite float32
   */
  public static SparseElements of(Object value) {
    if (value instanceof Struct struct) {
      return ofStruct(struct);
    }
    if (value instanceof Map<?, ?> map) {
      return ofMap(map);
    }
    if (value instanceof String text) {
      return parse(text);
    }
    throw UnfitValueException.shape(value, "a sparse vector");
  }

  private static SparseElements ofStruct(Struct struct) {
    if (struct.schema().field(SparseFloatVector.INDICES) != null
        && struct.schema().field(SparseFloatVector.VALUES) != null) {
      return ofLists(struct.get(SparseFloatVector.INDICES), struct.get(SparseFloatVector.VALUES));
    }
    if (struct.schema().field(DEBEZIUM_MAP) != null
        && struct.get(DEBEZIUM_MAP) instanceof Map<?, ?> entries) {
      return ofEntries(entries);
    }
    throw new UnfitValueException("the structure has neither indices and values nor a vector");
  }

  private static SparseElements ofMap(Map<?, ?> map) {
    if (map.get(SparseFloatVector.INDICES) instanceof List<?> indices) {
      return ofLists(indices, map.get(SparseFloatVector.VALUES));
    }
    return map.get(DEBEZIUM_MAP) instanceof Map<?, ?> entries ? ofEntries(entries) : ofEntries(map);
  }

  private static SparseElements ofLists(Object first, Object second) {
    if (!(first instanceof List<?> indices)
        || !(second instanceof List<?> values)
        || indices.size() != values.size()) {
      throw new UnfitValueException("indices and values are not lists of the same length");
    }
    SparseElements elements =
        new SparseElements(new long[indices.size()], new float[indices.size()]);
    long last = -1;
    for (int i = 0; i < indices.size(); i++) {
      long index = index(indices.get(i));
      if (index <= last) {
        throw new UnfitValueException("the indices are not strictly ascending");
      }
      last = index;
      elements.indices[i] = index;
      elements.values[i] = Float32.of(values.get(i));
    }
    return elements;
  }

  private static SparseElements ofEntries(Map<?, ?> entries) {
    TreeMap<Long, Object> sorted = new TreeMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      put(sorted, index(entry.getKey()), entry.getValue());
    }
    return ofSorted(sorted);
  }

  private static SparseElements parse(String text) {
    TreeMap<Long, Object> sorted = new TreeMap<>();
    try (JsonParser parser = JsonReader.relaxed(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnfitValueException("the text is not a sparse vector in braces");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        long index = index(parser.currentName());
        parser.nextToken();
        put(sorted, index, parser.getText());
      }
      if (parser.nextToken() != null) {
        throw new UnfitValueException("something follows the sparse vector");
      }
    } catch (IOException e) {
      throw new UnfitValueException("the text is not a sparse vector");
    }
    return ofSorted(sorted);
  }

  private static SparseElements ofSorted(TreeMap<Long, Object> sorted) {
    SparseElements elements = new SparseElements(new long[sorted.size()], new float[sorted.size()]);
    int next = 0;
    for (Map.Entry<Long, Object> entry : sorted.entrySet()) {
      elements.indices[next] = entry.getKey();
      elements.values[next++] = Float32.of(entry.getValue());
    }
    return elements;
  }

  private static void put(Map<Long, Object> entries, long index, Object value) {
    if (value == null) {
      throw new UnfitValueException("a value is null");
    }
    if (entries.put(index, value) != null) {
      throw new UnfitValueException("an index occurs twice");
    }
  }

  private static long index(Object value) {
    long index;
    try {
      index = value == null ? -1 : ExactNumber.of(value).longValueExact();
    } catch (ArithmeticException e) {
      index = -1;
    }
    if (index < 0 || index > LARGEST_INDEX) {
      throw new UnfitValueException("an index is outside the range 0 to " + LARGEST_INDEX);
    }
    return index;
  }
}
