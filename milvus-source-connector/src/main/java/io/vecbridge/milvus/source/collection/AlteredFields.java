// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The fields that a collection has after a change of its schema in the log. They were described
 * later than the change, or earlier, so both have fields that the other lacks.
 */
final class AlteredFields {
  private AlteredFields() {}

  /**
   * The known fields without the dropped ones, then those that only the log has; the dynamic field
   * stays the last.
   *
   * @param dropping ids of fields that are dropped in some of the channels
   * @param dropped ids of fields that are dropped in all of them
   */
  static List<MilvusField> of(
      List<MilvusField> known, List<MilvusField> logged, Set<Long> dropping, Set<Long> dropped) {
    List<MilvusField> fields = new ArrayList<>();
    for (MilvusField field : known) {
      boolean replaced =
          dropping.contains(field.id())
              && logged.stream().anyMatch(other -> isNamesake(other, field));
      if (!dropped.contains(field.id()) && !replaced) {
        fields.add(dropping.contains(field.id()) ? field.asNullable() : longest(field, logged));
      }
    }
    for (MilvusField field : logged) {
      // A field of the same name that the description has and the log has not is a later one.
      if (fields.stream().noneMatch(other -> isSame(other, field) || isNamesake(other, field))) {
        int last = fields.size() - 1;
        fields.add(last >= 0 && fields.get(last).dynamic() ? last : last + 1, field);
      }
    }
    return fields;
  }

  private static MilvusField longest(MilvusField field, List<MilvusField> logged) {
    for (MilvusField other : logged) {
      if (isSame(other, field)
          && (other.maxLength() > field.maxLength() || other.maxCapacity() > field.maxCapacity())) {
        return other;
      }
    }
    return field;
  }

  private static boolean isSame(MilvusField field, MilvusField other) {
    return field.dynamic() ? other.dynamic() : field.id() == other.id();
  }

  private static boolean isNamesake(MilvusField field, MilvusField other) {
    return field.name().equals(other.name());
  }
}
