// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.write.Conversion;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.Target;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;

/** A collection that is ready for rows, as it was when it was described. */
public final class TargetCollection implements Target {
  private final CollectionName name;
  private final long id;
  private final CollectionSchema schema;
  private final List<Field> fields = new ArrayList<>();
  private final Field key;
  private final ChangeConverter converter;

  private TargetCollection(
      CollectionConfig config, CollectionName name, DescribeCollectionResponse described) {
    this.name = name;
    this.id = described.getCollectionID();
    this.schema = described.getSchema();
    Field primary = null;
    for (FieldSchema each : schema.getFieldsList()) {
      if (!each.getIsDynamic() && !each.getIsFunctionOutput()) {
        Field field = Field.of(each);
        fields.add(field);
        if (each.getIsPrimaryKey()) {
          primary = field;
        }
      }
    }
    schema.getStructArrayFieldsList().forEach(structs -> fields.add(Field.of(structs)));
    this.key = primary;
    this.converter = new ChangeConverter(this, config);
  }

  /**
   * A collection as Milvus describes it.
   *
   * @throws ConnectException if the connector can't write it by key
   */
  public static TargetCollection of(
      CollectionConfig config, CollectionName name, DescribeCollectionResponse described) {
    TargetCollection collection = new TargetCollection(config, name, described);
    if (collection.key != null && collection.key.schema().getAutoID()) {
      throw new ConnectException(autoIdRefusal(name));
    }
    return collection;
  }

  /**
   * Why a collection with autoID is refused, and what to do: the rows' keys come with the records,
   * and Milvus would replace them (or refuses the upsert, up to 2.3), so that a later change or a
   * repetition would add an entity in place of changing one.
   */
  public static String autoIdRefusal(CollectionName collection) {
    return "Collection "
        + collection
        + " has autoID: Milvus generates its keys itself, so an upsert would add an entity with a"
        + " new key or be refused, and no later change would find it. Create a collection whose"
        + " primary key has no autoID and map the table to it with "
        + CollectionConfig.MAPPINGS
        + ".";
  }

  public String database() {
    return name.database();
  }

  /** Milvus's id of the collection. */
  public long id() {
    return id;
  }

  /** Without its database. */
  public String collection() {
    return name.collection();
  }

  @Override
  public CollectionName name() {
    return name;
  }

  /**
   * The fields that rows have values for, in the schema's order: neither the dynamic one nor those
   * that Milvus computes.
   */
  public List<Field> fields() {
    return fields;
  }

  /** The primary key. */
  public Field key() {
    return key;
  }

  /** Whether there is a dynamic field. */
  public boolean dynamic() {
    return schema.getEnableDynamicField();
  }

  /** The field's place in {@link #fields}, or -1. */
  public int indexOf(String field) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(field)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The column with a field's values, or -1: the one of its name, otherwise the only one whose name
   * differs by case alone. Tables of OceanBase don't distinguish the case of their columns, so the
   * way there may have written {@code title} into {@code Title}.
   */
  int columnOf(Field field, RowShape shape) {
    int column = shape.indexOf(field.name());
    if (column >= 0) {
      return column;
    }
    for (int i = 0; i < shape.size(); i++) {
      String name = shape.name(i);
      if (name.equalsIgnoreCase(field.name()) && indexOf(name) < 0) {
        if (column >= 0) {
          return -1;
        }
        column = i;
      }
    }
    return column;
  }

  Conversion conversion(Field field, Schema valueSchema) {
    return new Conversion(field.type().from(valueSchema), field.text() + " of collection " + this);
  }

  /** Whether Milvus computes a field of this name from others. */
  public boolean computes(String field) {
    for (FieldSchema each : schema.getFieldsList()) {
      if (each.getIsFunctionOutput() && each.getName().equals(field)) {
        return true;
      }
    }
    return false;
  }

  /** Whether another description says the same. */
  public boolean isSameAs(TargetCollection other) {
    return this == other || (id == other.id && schema.equals(other.schema));
  }

  @Override
  public RowChange convert(Change change) {
    return converter.convert(change);
  }

  /** Values stand in the order of the fields, so both must have the same. */
  @Override
  public boolean continues(Target earlier) {
    return earlier instanceof TargetCollection collection && isSameAs(collection);
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return name.toString();
  }
}
