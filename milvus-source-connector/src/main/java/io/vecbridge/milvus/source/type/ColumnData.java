// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import io.vecbridge.milvus.source.collection.MilvusField;
import org.apache.kafka.connect.data.Schema;

/**
 * One field's data in one batch of rows, as an insert on the log or a page of a query has it.
 *
 * @param collection {@code database.collection}, for messages
 * @param schema the field's Connect schema, complete: a struct's value is built for it
 * @param rows number of rows in the batch
 */
public record ColumnData(
    String collection, MilvusField field, Schema schema, FieldData data, int rows) {

  /** The values of one field in one batch of rows, in Connect's form. */
  @FunctionalInterface
  public interface Reader {
    /**
     * The Connect value of a row, numbered from 0, or null if the row has none.
     *
     * @throws ColumnException if the value does not match the collection
     */
    Object read(int row);
  }

  /** The part of the data that holds scalars and arrays; empty if the column has no values. */
  ScalarField scalars() {
    if (data.hasScalars() || data.getFieldCase() == FieldData.FieldCase.FIELD_NOT_SET) {
      return data.getScalars();
    }
    throw mismatch("expected scalars, found " + data.getFieldCase());
  }

  /** The part of the data that holds vectors; empty if the column has no values. */
  VectorField vectors(VectorField.DataCase payload) {
    if (!data.hasVectors() && data.getFieldCase() != FieldData.FieldCase.FIELD_NOT_SET) {
      throw mismatch("expected vectors, found " + data.getFieldCase());
    }
    VectorField vectors = data.getVectors();
    VectorField.DataCase actual = vectors.getDataCase();
    if (actual != payload && actual != VectorField.DataCase.DATA_NOT_SET) {
      throw mismatch("expected " + payload + ", found " + actual);
    }
    return vectors;
  }

  /** Vectors of the field's dimension, which stand one after the other in one sequence. */
  VectorField denseVectors(VectorField.DataCase payload) {
    VectorField vectors = vectors(payload);
    if (vectors.getDim() != 0 && vectors.getDim() != field.dimension()) {
      throw mismatch("dimension " + vectors.getDim() + ", expected " + field.dimension());
    }
    return vectors;
  }

  /** The number of vectors of {@code width} units in a sequence of {@code length} units. */
  int count(int length, int width, String units) {
    if (width <= 0) {
      throw mismatch("the collection's description has no dimension");
    }
    if (length % width != 0) {
      throw mismatch(
          length + " " + units + " are not a multiple of the " + width + " of one vector");
    }
    return length / width;
  }

  /**
   * Reads rows from the values that the column holds. Milvus writes nullable scalars with a
   * placeholder for each null, and nullable vectors without one; the number of values shows which
   * form a column has.
   *
   * @param count number of values
   * @param values by their position in the column
   */
  Reader reader(int count, Reader values) {
    boolean[] valid = new boolean[data.getValidDataCount()];
    if (valid.length == 0) {
      if (count != rows) {
        throw mismatch(count + " values for " + rows + " rows");
      }
      return values;
    }
    if (valid.length != rows) {
      throw mismatch(valid.length + " validity flags for " + rows + " rows");
    }
    int[] positions = new int[rows];
    int present = 0;
    for (int row = 0; row < rows; row++) {
      positions[row] = present;
      valid[row] = data.getValidData(row);
      present += valid[row] ? 1 : 0;
    }
    if (count == rows) {
      return row -> valid[row] ? values.read(row) : null;
    }
    if (count != present) {
      throw mismatch(
          count + " values for " + rows + " rows, of which " + present + " are not null");
    }
    return row -> valid[row] ? values.read(positions[row]) : null;
  }

  /** The exception that explains in a clause how the data does not match the field. */
  ColumnException mismatch(String reason) {
    return new ColumnException(collection, field.name(), reason);
  }
}
