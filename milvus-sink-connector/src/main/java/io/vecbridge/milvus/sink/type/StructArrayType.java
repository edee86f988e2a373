// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.JsonSyntax;
import io.vecbridge.common.value.ListText;
import io.vecbridge.common.value.UnfitValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/**
 * ARRAY of STRUCT, from JSON: an array of objects that have all fields of the structs and no
 * others. Milvus takes each field as a column of arrays.
 */
record StructArrayType(List<Member> members) implements FieldType {
  /**
   * One field of the structs.
   *
   * @param type of its column: an array of scalars or of vectors
   */
  record Member(FieldSchema schema, FieldType type) {}

  @Override
  public Converter from(Schema schema) {
    List<Converter> converters = members.stream().map(each -> each.type().from(null)).toList();
    return value -> columns(ListText.objects(JsonSyntax.text(value, schema)), converters);
  }

  /** A value for the column of each member. */
  private List<Object> columns(List<Map<String, Object>> structs, List<Converter> converters) {
    List<Object> columns = new ArrayList<>(members.size());
    for (int i = 0; i < members.size(); i++) {
      String name = members.get(i).schema().getName();
      List<Object> values = new ArrayList<>(structs.size());
      for (Map<String, Object> struct : structs) {
        if (struct.size() != members.size() || !struct.containsKey(name)) {
          throw new UnfitValueException(
              "a struct has other fields than " + names() + ", which the collection's have");
        }
        values.add(struct.get(name));
      }
      columns.add(converters.get(i).convert(values));
    }
    return columns;
  }

  private List<String> names() {
    return members.stream().map(each -> each.schema().getName()).toList();
  }

  @Override
  public Column column(int rows) {
    List<Column> columns = members.stream().map(each -> each.type().column(rows)).toList();
    return new Column() {
      @Override
      public void add(Object value) {
        List<?> values = (List<?>) value;
        for (int i = 0; i < columns.size(); i++) {
          columns.get(i).add(values.get(i));
        }
      }

      @Override
      public void finish(FieldData.Builder field) {
        // Whether a row has structs is a property of each of their columns.
        List<Boolean> valid = List.copyOf(field.getValidDataList());
        field.clearValidData();
        for (int i = 0; i < columns.size(); i++) {
          FieldSchema schema = members.get(i).schema();
          FieldData.Builder member =
              FieldData.newBuilder()
                  .setFieldName(schema.getName())
                  .setFieldId(schema.getFieldID())
                  .setType(schema.getDataType())
                  .addAllValidData(valid);
          columns.get(i).finish(member);
          field.getStructArraysBuilder().addFields(member);
        }
      }
    };
  }
}
