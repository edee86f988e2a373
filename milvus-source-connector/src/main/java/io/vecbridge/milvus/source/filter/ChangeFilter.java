// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.common.source.filter.FilterException;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.row.RowLayout;
import io.vecbridge.milvus.source.row.RowLayout.CapturedField;
import io.vecbridge.milvus.source.type.FieldType;
import io.vecbridge.milvus.source.type.FieldTypes;
import java.util.ArrayList;
import java.util.List;
import milvus.proto.msg.Msg;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A row filter on the inserts of the log. It reads the fields that its expression needs, whether or
 * not they are captured.
 */
public final class ChangeFilter {
  private final RowFilter filter;
  private final RowLayout layout;
  private Msg.InsertRequest opened;
  private RowBatch rows;

  /**
   * Of a collection as it is described.
   *
   * @param version of Milvus, because versions evaluate some expressions differently
   * @throws ConnectException for an expression that is not evaluated
   */
  public ChangeFilter(String expression, MilvusCollection collection, MilvusVersion version) {
    String name = collection.database() + "." + collection.name();
    try {
      filter = RowFilter.of(expression, collection.fields(), version);
    } catch (FilterException e) {
      throw new ConnectException(
          "The expression of row.filter.overrides."
              + name
              + " can't be evaluated for changes: "
              + e.getMessage());
    }
    List<MilvusField> fields = new ArrayList<>(filter.fields());
    if (!fields.contains(collection.primaryKey())) {
      fields.add(collection.primaryKey());
    }
    List<CapturedField> read = new ArrayList<>();
    for (MilvusField field : fields) {
      FieldType type = FieldTypes.of(name, field, VectorEncoding.BYTES);
      read.add(new CapturedField(field, type, type.schema().optional().build()));
    }
    layout = new RowLayout(collection, read);
  }

  /** The fields that it reads. */
  RowLayout layout() {
    return layout;
  }

  /** Whether a row of an insert matches. A column that the collection lacks is no concern of it. */
  public boolean matches(Msg.InsertRequest insert, int row) {
    if (insert != opened) {
      rows = layout.open(insert, true);
      opened = insert;
    }
    return matches(rows, row);
  }

  /** Whether a row matches. */
  boolean matches(RowBatch batch, int row) {
    return filter.matches(field -> batch.value(field, row));
  }
}
