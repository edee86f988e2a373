// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.row;

import io.milvus.grpc.FieldData;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.ColumnException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds each column's field: by the field's id if the column has one, otherwise by name; the
 * dynamic field by its flag too, since its id is not in a collection's description.
 */
final class ColumnMatcher {
  /** Milvus's own columns of a row's id and timestamp, which some messages list. */
  private static final Set<String> SYSTEM_COLUMNS = Set.of("RowID", "Timestamp");

  /** Stands for a field that is not captured. */
  private static final int LEFT_OUT = -1;

  private final String collection;
  private final List<MilvusField> captured;
  private final Map<Long, Integer> byId = new HashMap<>();
  private final Map<String, Integer> byName = new HashMap<>();
  private final Integer dynamic;
  private final long highestId;

  ColumnMatcher(String collection, List<MilvusField> captured, List<MilvusField> all) {
    this.collection = collection;
    this.captured = captured;
    Integer dynamicIndex = null;
    long highest = 0;
    for (MilvusField field : all) {
      int index = captured.indexOf(field);
      highest = Math.max(highest, field.id());
      if (field.id() > 0) {
        byId.put(field.id(), index);
      }
      byName.put(field.name(), index);
      for (MilvusField member : field.members()) {
        highest = Math.max(highest, member.id());
        byId.put(member.id(), index);
        byName.put(field.nameOf(member), index);
      }
      if (field.dynamic()) {
        dynamicIndex = index;
      }
    }
    dynamic = dynamicIndex;
    highestId = highest;
  }

  /**
   * The columns in the order of the captured fields; null if a field has none.
   *
   * @param older whether the columns are older than the collection's description
   */
  FieldData[] match(List<FieldData> columns, boolean older) {
    FieldData[] matched = new FieldData[captured.size()];
    for (FieldData column : columns) {
      int index = indexOf(column, older);
      if (index == LEFT_OUT) {
        continue;
      }
      if (!captured.get(index).members().isEmpty() && !column.hasStructArrays()) {
        matched[index] = withMember(matched[index], column);
        continue;
      }
      if (matched[index] != null) {
        throw new ColumnException(
            collection, captured.get(index).name(), "a batch has two columns for it");
      }
      matched[index] = column;
    }
    return matched;
  }

  /** The log has each field of structs as a column of its own, a query's answer all in one. */
  private static FieldData withMember(FieldData structs, FieldData column) {
    FieldData.Builder all = structs == null ? FieldData.newBuilder() : structs.toBuilder();
    all.getStructArraysBuilder().addFields(column);
    return all.build();
  }

  /**
   * Whether the batch is older than the description, which lacks the field because it was dropped:
   * ids of fields ascend, so a later field has a higher one than all that are known. A field of the
   * same name that was added since is another one.
   */
  private boolean isDropped(FieldData column) {
    return column.getFieldId() > 1 && column.getFieldId() < highestId;
  }

  private int indexOf(FieldData column, boolean older) {
    Integer index = column.getFieldId() == 0 ? null : byId.get(column.getFieldId());
    if (index == null && column.getIsDynamic()) {
      index = dynamic;
    }
    if (index == null && isDropped(column)) {
      return LEFT_OUT;
    }
    if (index == null) {
      index = byName.get(column.getFieldName());
    }
    if (index != null) {
      return index;
    }
    if (older || SYSTEM_COLUMNS.contains(column.getFieldName())) {
      return LEFT_OUT;
    }
    // The description is older than the batch, and to ignore the column would lose its values.
    throw new ColumnException(
        "Field \""
            + column.getFieldName()
            + "\" of collection \""
            + collection
            + "\": a batch has this field (id "
            + column.getFieldId()
            + "), the collection's description does not. Restart the task to read the description"
            + " again.");
  }
}
