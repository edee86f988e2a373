// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.milvus.grpc.QueryResults;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.row.RowLayout.CapturedField;
import io.vecbridge.milvus.source.schema.RowSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Rows of a collection in one answer of Milvus, decoded when they are asked for. */
public final class MilvusPage {
  private final Layout layout;
  private final RowBatch plain;
  private final RowBatch vectors;

  /**
   * How the rows of a collection are read.
   *
   * @param plain the fields that are compared in this process, the primary key among them
   * @param vectors the vectors that are compared in OceanBase, and the primary key
   * @param columns those vectors
   * @param events of rows in the plain schema
   */
  public record Layout(
      RowSchema plain, RowSchema vectors, List<VectorColumn> columns, RowEvents events) {
    /** The rows of an answer. */
    MilvusPage open(QueryResults answer) {
      RowBatch rows = plain.open(answer);
      return new MilvusPage(this, rows, columns.isEmpty() ? rows : vectors.open(answer));
    }
  }

  /** One row, which keeps its page in memory. */
  public record Entity(MilvusPage page, int index) {
    /** The primary key, a Long or a String. */
    public Object key() {
      return page.plain.primaryKey(index);
    }

    /** About how much memory the row takes. */
    public long bytes() {
      return page.plain.bytesInMemoryPerRow()
          + (page.vectors == page.plain ? 0 : page.vectors.bytesInMemoryPerRow());
    }

    /** The row without its vectors, as a sink reads it. */
    public Change change() {
      return page.layout.events().change(keyStruct(), struct());
    }

    /** The vectors in the order of the layout's columns; one that is null is null. */
    public List<byte[]> vectors() {
      List<byte[]> bytes = new ArrayList<>();
      for (VectorColumn column : page.layout.columns()) {
        bytes.add(column.bytes(page.vectors.value(page.place(column), index)));
      }
      return bytes;
    }

    /** The record that writes the row; of a layout without vectors of its own. */
    public SinkRecord upsert() {
      return page.layout.events().upsert(keyStruct(), struct());
    }

    private Struct keyStruct() {
      return page.layout.plain().key(key());
    }

    private Struct struct() {
      return page.layout.plain().row(page.plain, index);
    }
  }

  private MilvusPage(Layout layout, RowBatch plain, RowBatch vectors) {
    this.layout = layout;
    this.plain = plain;
    this.vectors = vectors;
  }

  /** Number of rows. */
  public int rows() {
    return plain.rows();
  }

  /** A row, counted from 0. */
  public Entity row(int index) {
    return new Entity(this, index);
  }

  /** The batch by which the page's reader knows it. */
  RowBatch batch() {
    return plain;
  }

  private int place(VectorColumn column) {
    List<CapturedField> fields = vectors.layout().fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).field().name().equals(column.field())) {
        return i;
      }
    }
    throw new IllegalStateException("The layout has no field " + column.field());
  }
}
