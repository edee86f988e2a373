// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static java.util.stream.Collectors.joining;

import com.google.protobuf.ByteString;
import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.SchemaBuilder;

/** A type whose values stand in a {@link ScalarField}, of a column or of one array. */
final class ScalarType extends FieldType {
  private final List<DataCase> payloads;
  private final Values values;

  /** Which values a {@link ScalarField} holds: a view, which boxes one on access. */
  @FunctionalInterface
  interface Values {
    /** The values in Connect's form; the column is for messages. */
    List<?> of(ScalarField scalars, ColumnData column);
  }

  ScalarType(String name, DataCase payload, Supplier<SchemaBuilder> schema, Values values) {
    this(name, List.of(payload), schema, values);
  }

  /** A type that the log and a query's answer have in different forms. */
  ScalarType(String name, List<DataCase> payloads, Supplier<SchemaBuilder> schema, Values values) {
    super(name, schema);
    this.payloads = payloads;
    this.values = values;
  }

  /** The values, which are of this type or absent. */
  List<?> values(ScalarField scalars, ColumnData column) {
    DataCase actual = scalars.getDataCase();
    if (!payloads.contains(actual) && actual != DataCase.DATA_NOT_SET) {
      String expected = payloads.stream().map(DataCase::name).collect(joining(" or "));
      throw column.mismatch("expected " + expected + " for " + name() + ", found " + actual);
    }
    return values.of(scalars, column);
  }

  @Override
  public ColumnData.Reader reader(ColumnData column) {
    List<?> all = values(column.scalars(), column);
    return column.reader(all.size(), all::get);
  }

  /** ARRAY of this type as ARRAY of what this type is; elements are never null. */
  FieldType array() {
    return new Arrays();
  }

  /** INT8, which Milvus sends as 32-bit integers. */
  static List<?> int8s(ScalarField scalars, ColumnData column) {
    return ints(
        scalars,
        value -> {
          if (value != (byte) value) {
            throw column.mismatch("a value is outside the range of INT8");
          }
          return (byte) value;
        });
  }

  /** INT16, which Milvus sends as 32-bit integers. */
  static List<?> int16s(ScalarField scalars, ColumnData column) {
    return ints(
        scalars,
        value -> {
          if (value != (short) value) {
            throw column.mismatch("a value is outside the range of INT16");
          }
          return (short) value;
        });
  }

  private static List<?> ints(ScalarField scalars, IntFunction<?> narrowed) {
    IntArray ints = scalars.getIntData();
    return new View(ints.getDataCount(), position -> narrowed.apply(ints.getData(position)));
  }

  /**
   * JSON as the text that Milvus has. Milvus stores the absence of a document as no bytes, which is
   * no JSON text and reads as null.
   */
  static List<?> jsons(ScalarField scalars, ColumnData column) {
    JSONArray texts = scalars.getJsonData();
    return new View(
        texts.getDataCount(),
        position -> {
          ByteString text = texts.getData(position);
          if (!text.isValidUtf8()) {
            throw column.mismatch("a JSON text is not UTF-8");
          }
          return text.isEmpty() ? null : text.toStringUtf8();
        });
  }

  private final class Arrays extends FieldType {
    Arrays() {
      super(
          "ARRAY<" + ScalarType.this.name() + ">",
          () -> SchemaBuilder.array(ScalarType.this.schema().build()));
    }

    @Override
    public ColumnData.Reader reader(ColumnData column) {
      ScalarField scalars = column.scalars();
      DataCase actual = scalars.getDataCase();
      if (actual != DataCase.ARRAY_DATA && actual != DataCase.DATA_NOT_SET) {
        throw column.mismatch("expected ARRAY_DATA for " + name() + ", found " + actual);
      }
      ArrayArray arrays = scalars.getArrayData();
      return column.reader(
          arrays.getDataCount(), position -> values(arrays.getData(position), column));
    }
  }

  /** Values by their position, each made on access. */
  static List<?> view(int size, IntFunction<?> values) {
    return new View(size, values);
  }

  private static final class View extends AbstractList<Object> implements RandomAccess {
    private final int size;
    private final IntFunction<?> values;

    View(int size, IntFunction<?> values) {
      this.size = size;
      this.values = values;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Object get(int position) {
      return values.apply(position);
    }
  }
}
