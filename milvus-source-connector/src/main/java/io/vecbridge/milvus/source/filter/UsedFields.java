// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.milvus.grpc.DataType;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.ColumnContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.StepContext;
import io.vecbridge.milvus.source.filter.Part.Column;
import io.vecbridge.milvus.source.filter.Part.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a collection that an expression names, numbered in the order of their use. A name
 * that is no field is a key of the dynamic field.
 */
final class UsedFields {
  private final List<MilvusField> fields;
  private final List<MilvusField> used = new ArrayList<>();

  UsedFields(List<MilvusField> fields) {
    this.fields = fields;
  }

  /** Those that have been named. */
  List<MilvusField> used() {
    return used;
  }

  /** The column of a name and the path after it. */
  Column column(ColumnContext context) {
    String name = context.name.getText();
    List<String> path = new ArrayList<>();
    for (StepContext step : context.step()) {
      path.add(step.STRING() == null ? step.getText() : Literals.text(step.start));
    }
    Column column =
        find(name, path)
            .orElseThrow(
                () ->
                    FilterCompiler.refused(
                        context, "the collection has no field \"" + name + "\"."));
    if (!path.isEmpty() && column.kind() != Kind.JSON && !isElement(column, context)) {
      throw FilterCompiler.refused(
          context, "this has no value inside field \"" + column.field().name() + "\".");
    }
    return column;
  }

  private static boolean isElement(Column column, ColumnContext context) {
    return column.field().type() == DataType.Array
        && context.step().size() == 1
        && context.step(0).INTEGER() != null;
  }

  private Optional<Column> find(String name, List<String> path) {
    for (MilvusField field : fields) {
      if (field.name().equals(name)) {
        return Optional.of(new Column(use(field), field, path));
      }
    }
    for (MilvusField field : fields) {
      if (field.dynamic()) {
        List<String> inside = new ArrayList<>(path);
        inside.add(0, name);
        return Optional.of(new Column(use(field), field, inside));
      }
    }
    return Optional.empty();
  }

  private int use(MilvusField field) {
    if (!used.contains(field)) {
      used.add(field);
    }
    return used.indexOf(field);
  }
}
