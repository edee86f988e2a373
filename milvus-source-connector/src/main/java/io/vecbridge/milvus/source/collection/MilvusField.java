// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.milvus.grpc.DataType;
import io.vecbridge.common.milvus.MilvusTypes;
import java.util.List;

/**
 * One field of a collection, or of the structs of one.
 *
 * @param id the field's id inside its collection; {@link #DYNAMIC_ID} for the dynamic field, which
 *     Milvus 2.3 to 2.5 leave out of a collection's description
 * @param typeNumber the number of the field's type, which can be one of a later Milvus
 * @param elementType the type of an array's elements, {@link DataType#None} for other types
 * @param dimension the dimension of a dense or binary vector, otherwise 0
 * @param maxLength the longest VARCHAR (or VARCHAR element of an array) in bytes, otherwise 0
 * @param maxCapacity the most elements of an array, otherwise 0
 * @param autoId whether Milvus makes the values of this primary key
 * @param dynamic whether this is the JSON field of the dynamic keys, {@code $meta}
 * @param members the fields of the structs, if it is an array of structs: each is a column of
 *     arrays; otherwise empty
 */
public record MilvusField(
    long id,
    String name,
    int typeNumber,
    DataType elementType,
    int dimension,
    int maxLength,
    int maxCapacity,
    boolean primaryKey,
    boolean autoId,
    boolean partitionKey,
    boolean dynamic,
    boolean nullable,
    String description,
    List<MilvusField> members) {

  /** Id of the dynamic field, which is found by its flag and not by an id. */
  public static final long DYNAMIC_ID = -1;

  /** Name of the dynamic field. */
  public static final String DYNAMIC_NAME = "$meta";

  public MilvusField {
    members = List.copyOf(members);
  }

  /** The dynamic field of a collection that has one. */
  public static MilvusField dynamicField() {
    return new MilvusField(
        DYNAMIC_ID,
        DYNAMIC_NAME,
        DataType.JSON_VALUE,
        DataType.None,
        0,
        0,
        0,
        false,
        false,
        false,
        true,
        true,
        "",
        List.of());
  }

  /** The field's type; {@link DataType#UNRECOGNIZED} for one of a later Milvus. */
  public DataType type() {
    DataType type = DataType.forNumber(typeNumber);
    return type == null ? DataType.UNRECOGNIZED : type;
  }

  /** The type as messages name it: FLOAT_VECTOR, ARRAY&lt;VARCHAR&gt;, ARRAY_OF_STRUCT. */
  public String typeName() {
    String name = MilvusTypes.name(typeNumber);
    return type() == DataType.Array ? name + "<" + MilvusTypes.name(elementType) + ">" : name;
  }

  /** The name that the log has for a field of the structs of this field. */
  public String nameOf(MilvusField member) {
    return name + "[" + member.name + "]";
  }

  /** The same field, with nulls. */
  MilvusField asNullable() {
    return new MilvusField(
        id,
        name,
        typeNumber,
        elementType,
        dimension,
        maxLength,
        maxCapacity,
        primaryKey,
        autoId,
        partitionKey,
        dynamic,
        true,
        description,
        members);
  }
}
