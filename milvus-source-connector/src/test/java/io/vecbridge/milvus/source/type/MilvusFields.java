// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.DataType;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.collection.MilvusField.Roles;
import io.vecbridge.milvus.source.collection.MilvusField.Values;
import java.util.List;

/** Builds fields for tests: an id, a name, a type, and what else a test says. */
public final class MilvusFields {
  private final long id;
  private final String name;
  private final int typeNumber;
  private DataType elementType = DataType.None;
  private int dimension;
  private int maxLength;
  private int maxCapacity;
  private boolean primaryKey;
  private boolean autoId;
  private boolean partitionKey;
  private boolean nullable;
  private String description = "";
  private List<MilvusField> members = List.of();

  private MilvusFields(long id, String name, int typeNumber) {
    this.id = id;
    this.name = name;
    this.typeNumber = typeNumber;
  }

  public static MilvusFields field(long id, String name, DataType type) {
    return new MilvusFields(id, name, type.getNumber());
  }

  /** A field of a type that the client's library may not know. */
  public static MilvusField ofNumber(int typeNumber) {
    return new MilvusFields(101, "s", typeNumber).build();
  }

  /** An array of structs with these fields. */
  public static MilvusField structs(long id, String name, MilvusField... members) {
    MilvusFields structs = field(id, name, DataType.ArrayOfStruct);
    structs.members = List.of(members);
    return structs.build();
  }

  public static MilvusField scalar(DataType type) {
    return field(101, "s", type).build();
  }

  public static MilvusField array(DataType element) {
    return field(101, "a", DataType.Array).elements(element, 4096).build();
  }

  public static MilvusField vector(DataType type, int dimension) {
    return field(101, "v", type).dimension(dimension).build();
  }

  public MilvusFields elements(DataType type, int capacity) {
    elementType = type;
    maxCapacity = capacity;
    return this;
  }

  public MilvusFields dimension(int value) {
    dimension = value;
    return this;
  }

  public MilvusFields maxLength(int value) {
    maxLength = value;
    return this;
  }

  public MilvusFields primaryKey() {
    primaryKey = true;
    return this;
  }

  public MilvusFields autoId() {
    autoId = true;
    return this;
  }

  public MilvusFields partitionKey() {
    partitionKey = true;
    return this;
  }

  public MilvusFields nullable() {
    nullable = true;
    return this;
  }

  public MilvusFields description(String text) {
    description = text;
    return this;
  }

  public MilvusField build() {
    return new MilvusField(
        id,
        name,
        new Values(typeNumber, elementType, dimension, maxLength, maxCapacity, members),
        new Roles(primaryKey, autoId, partitionKey, false),
        nullable,
        description);
  }
}
