// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.config.ColumnMappings;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.testing.FakeTenant;
import io.vecbridge.milvus.sink.collection.TargetNames;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.row.CollectionName;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.pair.OpenedPair;
import io.vecbridge.tool.pair.OpenedPairs;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The records that delete the rows which only the target has. */
class RepairedKeysTest {
  private static final long TOO_LARGE_FOR_THE_COLUMN = 5_000_000_000L;
  private static final TableName TABLE = new TableName("shop", "goods");

  @Test
  void anEntityIsDeletedFromTheCollectionThatTheSinkWrites() throws Exception {
    Change delete = delete(false, new TableId("prod", null, "shop_goods"));

    MilvusSinkConfig sink =
        MilvusSinkConfig.of(
            Map.of(
                "topics", "oceanbase.shop.goods",
                "milvus.uri", "http://127.0.0.1:1",
                "milvus.database", "prod",
                "collection.name.format", "${database}_${table}"));
    assertThat(new TargetNames(sink.collections()).named(delete.source()))
        .isEqualTo(new CollectionName("prod", "shop_goods"));
    assertThat(delete.key().shape().names()).containsExactly("id");
    assertThat(delete.key().value(0)).isEqualTo(TOO_LARGE_FOR_THE_COLUMN);
  }

  @Test
  void aRowIsDeletedByTheNameOfItsCollection() throws Exception {
    Change delete = delete(true, new TableId("default", null, "products"));

    assertThat(delete.source().text()).isEqualTo("default.products");
    assertThat(delete.key().shape().names()).containsExactly("number");
  }

  /** As the sink reads it. */
  private static Change delete(boolean forward, TableId collection) throws Exception {
    ObjectPair names = new ObjectPair(forward, collection, TABLE, "a.topic", null);
    OpenedPair pair = OpenedPairs.of(names, null, new FakeTenant());
    List<SinkRecord> records = Repair.deletes(pair, List.of(TOO_LARGE_FOR_THE_COLUMN));
    assertThat(records).hasSize(1);
    return ColumnMappings.of(OpenedPairs.mapping(names))
        .renames()
        .of((Change) new EventReader("$meta").read(records.get(0)));
  }
}
