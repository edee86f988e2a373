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
 */
public record MilvusField(
    long id, String name, Values values, Roles roles, boolean nullable, String description) {
  /**
   * What a field's values are.
   *
   * @param typeNumber the number of the type, which can be one of a later Milvus
   * @param elementType the type of an array's elements, {@link DataType#None} for other types
   * @param dimension the dimension of a dense or binary vector, otherwise 0
   * @param maxLength the longest VARCHAR (or VARCHAR element of an array) in bytes, otherwise 0
   * @param maxCapacity the most elements of an array, otherwise 0
   * @param members the fields of the structs, if it is an array of structs: each is a column of
   *     arrays; otherwise empty
   */
  public record Values(
      int typeNumber,
      DataType elementType,
      int dimension,
      int maxLength,
      int maxCapacity,
      List<MilvusField> members) {
    public Values {
      members = List.copyOf(members);
    }
  }

  /**
   * What a field is to its collection.
   *
   * @param autoId whether Milvus makes the values of this primary key
   * @param dynamic whether this is the JSON field of the dynamic keys, {@code $meta}
   */
  public record Roles(boolean primaryKey, boolean autoId, boolean partitionKey, boolean dynamic) {
    /** Of most fields. */
    public static final Roles NONE = new Roles(false, false, false, false);
  }

  /** Id of the dynamic field, which is found by its flag and not by an id. */
  public static final long DYNAMIC_ID = -1;

  /** Name of the dynamic field. */
  public static final String DYNAMIC_NAME = "$meta";

  /** The dynamic field of a collection that has one. */
  public static MilvusField dynamicField() {
    return new MilvusField(
        DYNAMIC_ID,
        DYNAMIC_NAME,
        new Values(DataType.JSON_VALUE, DataType.None, 0, 0, 0, List.of()),
        new Roles(false, false, false, true),
        true,
        "");
  }

  public int typeNumber() {
    return values.typeNumber();
  }

  public DataType elementType() {
    return values.elementType();
  }

  public int dimension() {
    return values.dimension();
  }

  public int maxLength() {
    return values.maxLength();
  }

  public int maxCapacity() {
    return values.maxCapacity();
  }

  public List<MilvusField> members() {
    return values.members();
  }

  public boolean primaryKey() {
    return roles.primaryKey();
  }

  public boolean autoId() {
    return roles.autoId();
  }

  public boolean partitionKey() {
    return roles.partitionKey();
  }

  public boolean dynamic() {
    return roles.dynamic();
  }

  /** The field's type; {@link DataType#UNRECOGNIZED} for one of a later Milvus. */
  public DataType type() {
    DataType type = DataType.forNumber(typeNumber());
    return type == null ? DataType.UNRECOGNIZED : type;
  }

  /** The type as messages name it: FLOAT_VECTOR, ARRAY&lt;VARCHAR&gt;, ARRAY_OF_STRUCT. */
  public String typeName() {
    String name = MilvusTypes.name(typeNumber());
    return type() == DataType.Array ? name + "<" + MilvusTypes.name(elementType()) + ">" : name;
  }

  /** The name that the log has for a field of the structs of this field. */
  public String nameOf(MilvusField member) {
    return name + "[" + member.name + "]";
  }

  /** The same field, with nulls. */
  MilvusField asNullable() {
    return new MilvusField(id, name, values, roles, true, description);
  }
}
