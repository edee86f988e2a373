// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.debezium.data.Json;
import io.milvus.grpc.FieldData;
import io.vecbridge.common.value.JsonText;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ARRAY of STRUCT as JSON, an array of objects. Milvus has each field of the structs as a column of
 * arrays, all of the same length in a row. A float has the shortest text that is read as the same
 * float; a binary vector is base64.
 */
final class StructArrayType extends FieldType {
  private final List<Member> members;

  /**
   * One field of the structs.
   *
   * @param type of its column: an array of scalars or of vectors
   */
  record Member(MilvusField field, FieldType type) {}

  StructArrayType(List<Member> members) {
    super("ARRAY<STRUCT>", Json::builder);
    this.members = List.copyOf(members);
  }

  @Override
  public ColumnData.Reader reader(ColumnData column) {
    if (!column.data().hasStructArrays()) {
      throw column.mismatch("expected STRUCT_ARRAYS, found " + column.data().getFieldCase());
    }
    List<ColumnData.Reader> readers = new ArrayList<>();
    for (Member member : members) {
      readers.add(reader(member, column));
    }
    return row -> json(row, readers, column);
  }

  private static ColumnData.Reader reader(Member member, ColumnData column) {
    MilvusField field = member.field();
    for (FieldData data : column.data().getStructArrays().getFieldsList()) {
      if (isOf(field, data, column.field())) {
        return member
            .type()
            .reader(
                new ColumnData(column.collection(), field, column.schema(), data, column.rows()));
      }
    }
    throw column.mismatch("the field \"" + field.name() + "\" of its structs is not in the batch");
  }

  private static boolean isOf(MilvusField field, FieldData data, MilvusField structs) {
    return data.getFieldId() == 0
        ? data.getFieldName().equals(field.name())
            || data.getFieldName().equals(structs.nameOf(field))
        : data.getFieldId() == field.id();
  }

  private String json(int row, List<ColumnData.Reader> readers, ColumnData column) {
    List<List<?>> values = new ArrayList<>();
    for (ColumnData.Reader reader : readers) {
      values.add((List<?>) reader.read(row));
    }
    List<?> first = values.get(0);
    for (List<?> each : values) {
      if (each == null ? first != null : first == null || each.size() != first.size()) {
        throw column.mismatch("the fields of its structs have different numbers of values");
      }
    }
    return first == null ? null : text(structs(values, first.size()), column);
  }

  private List<Map<String, Object>> structs(List<List<?>> values, int count) {
    List<Map<String, Object>> structs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Map<String, Object> struct = new LinkedHashMap<>();
      for (int m = 0; m < members.size(); m++) {
        struct.put(members.get(m).field().name(), values.get(m).get(i));
      }
      structs.add(struct);
    }
    return structs;
  }

  private static String text(List<Map<String, Object>> structs, ColumnData column) {
    try {
      return JsonText.write(structs, null);
    } catch (UnfitValueException e) {
      throw column.mismatch(e.getMessage());
    }
  }
}
