// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import org.apache.kafka.connect.data.SchemaBuilder;

/** ARRAY of a scalar type as ARRAY of what that type is; elements are never null. */
final class ArrayType extends FieldType {
  private final ScalarType element;

  ArrayType(ScalarType element) {
    super("ARRAY<" + element.name() + ">", () -> SchemaBuilder.array(element.schema().build()));
    this.element = element;
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
        arrays.getDataCount(), position -> element.values(arrays.getData(position), column));
  }
}
