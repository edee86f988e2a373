// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.milvus.grpc.DataType;
import io.vecbridge.common.source.filter.Condition;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.List;
import java.util.function.IntFunction;

/** What a part of an expression is. */
sealed interface Part {
  /** What a column, or an element of it, contains. */
  enum Kind {
    INTEGER,
    FLOAT,
    DOUBLE,
    BOOLEAN,
    TEXT,
    JSON,
    ARRAY,
    OTHER;

    static Kind of(DataType type) {
      return switch (type) {
        case Int8, Int16, Int32, Int64 -> INTEGER;
        case Float -> FLOAT;
        case Double -> DOUBLE;
        case Bool -> BOOLEAN;
        case VarChar -> TEXT;
        case JSON -> JSON;
        case Array -> ARRAY;
        default -> OTHER;
      };
    }
  }

  /** A condition. */
  record Test(Condition condition) implements Part {}

  /**
   * A literal, or what is computed from literals.
   *
   * @param value a Long, Double, String or Boolean
   */
  record Constant(Object value) implements Part {}

  /** Several literals. */
  record Constants(List<Object> values) implements Part {}

  /**
   * A field, a value inside its JSON, or an element of its array.
   *
   * @param index the field's number in a row
   * @param path the keys and indices inside it
   */
  record Column(int index, MilvusField field, List<String> path) implements Part {
    /** Stands for the element that an array lacks. */
    static final Object NO_ELEMENT = new Object();

    public Column {
      path = List.copyOf(path);
    }

    Kind kind() {
      Kind kind = Kind.of(field.type());
      return kind == Kind.ARRAY && !path.isEmpty() ? Kind.of(field.elementType()) : kind;
    }

    boolean isElement() {
      return field.type() == DataType.Array && !path.isEmpty();
    }

    /** The field's value in a row; null if it is null. */
    Object field(IntFunction<Object> row) {
      return row.apply(index);
    }

    /** The value in a row: a {@link JsonNode} for JSON, null if the field is null. */
    Object read(IntFunction<Object> row) {
      Object value = field(row);
      if (value == null) {
        return null;
      }
      if (field.type() == DataType.JSON) {
        return JsonPath.at((String) value, path);
      }
      if (isElement()) {
        List<?> elements = (List<?>) value;
        int element = Integer.parseInt(path.get(0));
        return element < elements.size() ? elements.get(element) : NO_ELEMENT;
      }
      return value;
    }
  }

  /** A column and a number. */
  record Computed(Column column, String sign, Object number) implements Part {}

  /** The number of elements of an array. */
  record Length(Column column) implements Part {}
}
