// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class WrittenRowsTest {
  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("facts", Schema.OPTIONAL_STRING_SCHEMA)
          .field("$meta", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private final WrittenRows rows =
      WrittenRows.ofTable(
          new TargetTable(
              new TableDefinition(
                  new TableName("shop", "goods"),
                  List.of(
                      column("id", "bigint(20)"), column("facts", "json"), column("$META", "json")),
                  new TableDefinition.Indexes(List.of("id"), List.of()),
                  null,
                  "",
                  ""),
              new ColumnTypes(true),
              0),
          "$meta");
  private long offset;

  @Test
  void aRowWithoutDynamicKeysIsEqualToOneWithNone() {
    assertThat(row(null, null).differing(row(null, "{}"))).isEmpty();
    assertThat(row(null, null).differing(row(null, "{\"a\":1}"))).containsExactly("$META");
  }

  @Test
  void anyOtherColumnWithoutAValueDiffersFromAnEmptyObject() {
    assertThat(row(null, null).differing(row("{}", null))).containsExactly("facts");
  }

  @Test
  void aRowThatTheSinkRefusesIsTheSameEachTimeItIsRead() {
    WrittenRow refused = row("{", null);

    assertThat(refused.refusal())
        .startsWith("column 'facts' (json) of table shop.goods does not accept its value")
        .isEqualTo(row("{", null).refusal());
    assertThat(refused.hash()).isEqualTo(row("{", null).hash());
  }

  /** As another record. */
  private WrittenRow row(String facts, String dynamic) {
    Struct value = new Struct(ROW).put("id", 7L).put("facts", facts).put("$meta", dynamic);
    SinkRecord record =
        new SinkRecord(
            "milvus.shop.goods", 0, KEY, new Struct(KEY).put("id", 7L), ROW, value, offset++);
    return rows.of((Change) new EventReader("$meta").read(record));
  }

  private static ColumnDefinition column(String name, String type) {
    return new ColumnDefinition(
        name,
        1,
        new ColumnDefinition.DeclaredType(type, null, null, null),
        true,
        "",
        ColumnDefinition.Filling.NONE);
  }
}
