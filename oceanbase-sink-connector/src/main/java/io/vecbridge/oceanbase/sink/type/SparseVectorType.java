// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vecbridge.data.SparseFloatVector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * SPARSEVECTOR, bound as text {@code {index:value,..}}.
 *
 * <p>Takes {@link SparseFloatVector} (ascending indices, two lists), Debezium's SparseDoubleVector
 * (a map in any order), schemaless maps of either form and text. The server lets the last of equal
 * indices win, so these are refused.
 */
record SparseVectorType() implements ColumnType {
  private static final long LARGEST_INDEX = 4_294_967_294L;
  private static final String DEBEZIUM_MAP = "vector";

  @Override
  public Converter from(Schema schema) {
    return SparseVectorType::convert;
  }

  private static Object convert(Object value) {
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

  private static String ofStruct(Struct struct) {
    if (struct.schema().field(SparseFloatVector.INDICES) != null) {
      return ofLists(struct.get(SparseFloatVector.INDICES), struct.get(SparseFloatVector.VALUES));
    }
    if (struct.schema().field(DEBEZIUM_MAP) != null) {
      return ofEntries(struct.getMap(DEBEZIUM_MAP));
    }
    throw new UnfitValueException("the structure has neither indices and values nor a vector");
  }

  private static String ofMap(Map<?, ?> map) {
    if (map.get(SparseFloatVector.INDICES) instanceof List<?> indices) {
      return ofLists(indices, map.get(SparseFloatVector.VALUES));
    }
    return map.get(DEBEZIUM_MAP) instanceof Map<?, ?> entries ? ofEntries(entries) : ofEntries(map);
  }

  private static String ofLists(Object first, Object second) {
    if (!(first instanceof List<?> indices)
        || !(second instanceof List<?> values)
        || indices.size() != values.size()) {
      throw new UnfitValueException("indices and values are not two lists of one length");
    }
    StringBuilder text = new StringBuilder(indices.size() * 24 + 2).append('{');
    long last = -1;
    for (int i = 0; i < indices.size(); i++) {
      long index = index(indices.get(i));
      if (index <= last) {
        throw new UnfitValueException("the indices do not strictly ascend");
      }
      last = index;
      append(text, index, values.get(i));
    }
    return text.append('}').toString();
  }

  private static String ofEntries(Map<?, ?> entries) {
    TreeMap<Long, Object> sorted = new TreeMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      put(sorted, index(entry.getKey()), entry.getValue());
    }
    return write(sorted);
  }

  private static String parse(String text) {
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
    return write(sorted);
  }

  private static String write(TreeMap<Long, Object> entries) {
    StringBuilder text = new StringBuilder(entries.size() * 24 + 2).append('{');
    entries.forEach((index, value) -> append(text, index, value));
    return text.append('}').toString();
  }

  private static void put(Map<Long, Object> entries, long index, Object value) {
    if (value == null) {
      throw new UnfitValueException("a value is null");
    }
    if (entries.put(index, value) != null) {
      throw new UnfitValueException("an index comes twice");
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
      throw new UnfitValueException("an index is outside of 0 to " + LARGEST_INDEX);
    }
    return index;
  }

  private static void append(StringBuilder text, long index, Object value) {
    if (text.length() > 1) {
      text.append(',');
    }
    text.append(index).append(':').append((double) Float32.of(value));
  }
}
