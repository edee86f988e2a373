// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.milvus.grpc.DataType;

/**
 * One field of a collection.
 *
 * @param id the field's id inside its collection; {@link #DYNAMIC_ID} for the dynamic field, which
 *     Milvus 2.3 to 2.5 leave out of a collection's description
 * @param type the field's type
 * @param elementType the type of an array's elements, {@link DataType#None} for other types
 * @param dimension the dimension of a dense or binary vector, otherwise 0
 * @param maxLength the longest VARCHAR (or VARCHAR element of an array) in bytes, otherwise 0
 * @param maxCapacity the most elements of an array, otherwise 0
 * @param autoId whether Milvus makes the values of this primary key
 * @param dynamic whether this is the JSON field of the dynamic keys, {@code $meta}
 */
public record MilvusField(
    long id,
    String name,
    DataType type,
    DataType elementType,
    int dimension,
    int maxLength,
    int maxCapacity,
    boolean primaryKey,
    boolean autoId,
    boolean partitionKey,
    boolean dynamic,
    boolean nullable,
    String description) {

  /** Id of the dynamic field, which is found by its flag and not by an id. */
  public static final long DYNAMIC_ID = -1;

  /** Name of the dynamic field. */
  public static final String DYNAMIC_NAME = "$meta";

  /** The dynamic field of a collection that has one. */
  public static MilvusField dynamicField() {
    return new MilvusField(
        DYNAMIC_ID,
        DYNAMIC_NAME,
        DataType.JSON,
        DataType.None,
        0,
        0,
        0,
        false,
        false,
        false,
        true,
        true,
        "");
  }

  /** The same field, with nulls. */
  MilvusField asNullable() {
    return new MilvusField(
        id,
        name,
        type,
        elementType,
        dimension,
        maxLength,
        maxCapacity,
        primaryKey,
        autoId,
        partitionKey,
        dynamic,
        true,
        description);
  }
}
