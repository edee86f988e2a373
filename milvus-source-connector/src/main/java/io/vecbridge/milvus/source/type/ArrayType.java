// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.apache.kafka.connect.data.SchemaBuilder;

/** ARRAY of a scalar type as ARRAY of what that type is; elements are never null. */
final class ArrayType extends FieldType {
  private final ScalarType element;

  ArrayType(ScalarType element) {
    super("ARRAY<" + element.name() + ">");
    this.element = element;
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.array(element.schema().build());
  }

  @Override
  Values values(Column column) {
    FieldPath path = column.path();
    ScalarField scalars = Payloads.scalars(column);
    DataCase actual = scalars.getDataCase();
    if (actual == DataCase.DATA_NOT_SET) {
      return Values.NONE;
    }
    if (actual != DataCase.ARRAY_DATA) {
      throw path.mismatch("expected ARRAY_DATA for " + name() + ", found " + actual);
    }
    ArrayArray arrays = scalars.getArrayData();
    return new Values() {
      @Override
      public int count() {
        return arrays.getDataCount();
      }

      @Override
      public Object get(int position) {
        ScalarField array = arrays.getData(position);
        element.check(array, path);
        return new Elements(element, array, path);
      }
    };
  }

  /** A view of one array, which boxes an element only when it is asked for. */
  private static final class Elements extends AbstractList<Object> implements RandomAccess {
    private final ScalarType type;
    private final ScalarField array;
    private final FieldPath path;
    private final int size;

    Elements(ScalarType type, ScalarField array, FieldPath path) {
      this.type = type;
      this.array = array;
      this.path = path;
      this.size = type.count(array);
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Object get(int index) {
      return type.get(array, index, path);
    }
  }
}
