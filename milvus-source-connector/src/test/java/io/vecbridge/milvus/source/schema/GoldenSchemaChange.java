// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import static io.vecbridge.milvus.source.type.MilvusFields.field;

import io.debezium.relational.history.TableChanges.TableChange;
import io.debezium.relational.history.TableChanges.TableChangeType;
import io.debezium.schema.SchemaChangeEvent;
import io.debezium.schema.SchemaNameAdjuster;
import io.milvus.grpc.DataType;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.common.source.emit.SchemaChangeStructs;
import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** The events of a collection that is created, and then gets another field. */
final class GoldenSchemaChange {
  private GoldenSchemaChange() {}

  static List<WireRecord> records() {
    MilvusField tags =
        field(103, "tags", DataType.Array)
            .elements(DataType.VarChar, 8)
            .maxLength(20)
            .nullable()
            .build();
    List<MilvusField> fields = new ArrayList<>(GoldenShapes.tenants().fields());
    fields.add(MilvusField.dynamicField());
    MilvusCollection created = collection(fields);
    fields.add(fields.size() - 1, tags);
    MilvusCollection altered = collection(fields);
    return List.of(
        schemaChange(created, TableChangeType.CREATE),
        schemaChange(altered, TableChangeType.ALTER));
  }

  private static MilvusCollection collection(List<MilvusField> fields) {
    return GoldenShapes.collection(
            "tenants", "Of several tenants", 16, fields.toArray(new MilvusField[0]))
        .withIndexes(
            Map.of(
                "embedding",
                new DeclaredIndex("HNSW", "COSINE", Map.of("M", "16", "efConstruction", "200"))));
  }

  private static WireRecord schemaChange(MilvusCollection collection, TableChangeType type) {
    RowSchema schema =
        GoldenShapes.schema(collection, VectorEncoding.ARRAY, SchemaNameAdjuster.NO_OP);
    Struct source = new Envelopes(schema).streamed().put("partition", null).put("channel", null);
    SchemaChangeEvent event =
        SchemaChangeEvent.ofTableChange(
            new TableChange(type, schema.table()),
            Map.of(),
            Map.of(),
            source,
            collection.database(),
            null);
    SchemaChangeStructs structs =
        new SchemaChangeStructs("milvus", Envelopes.SOURCE, SchemaNameAdjuster.NO_OP);
    return new WireRecord(structs.key(event), structs.value(event).put("ts_ms", Envelopes.EMITTED));
  }
}
