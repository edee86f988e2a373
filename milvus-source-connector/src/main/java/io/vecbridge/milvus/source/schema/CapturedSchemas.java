// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.emit.EnvelopeSchemas;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import java.util.function.Predicate;

/** The schemas of all collections that a task captures. */
public final class CapturedSchemas extends EnvelopeSchemas {
  private final MilvusSourceConfig config;
  private final RowSchemas rowSchemas;

  /** With the options of the connector. */
  public CapturedSchemas(MilvusSourceConfig config) {
    super(config);
    this.config = config;
    this.rowSchemas =
        new RowSchemas(
            config.vectorEncoding(), config.schemaNameAdjuster(), config.fieldNameAdjuster());
  }

  /**
   * Adds a collection, and replaces an earlier one of its name.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if one of its fields can't be captured
   */
  public RowSchema capture(MilvusCollection collection) {
    TableId id = collection.tableId();
    Predicate<String> fields = config.filters().fieldsOf(id);
    RowSchema rows = rowSchemas.of(collection, topic(id), field -> fields.test(field.name()));
    capture(id, rows.keySchema(), rows.rowSchema());
    return rows;
  }
}
