// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.row.CollectionName;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetNamesTest {
  private static final SourceName GOODS = SourceName.ofTopic("ob.shop.goods");

  @Test
  void aMappingWinsOverTheFormat() {
    assertThat(names("${table}", "").of(GOODS)).isEqualTo(in("shop", "goods"));
    assertThat(names("${database}_${collection}", "").of(GOODS))
        .isEqualTo(in("shop", "shop_goods"));
    assertThat(names("x", "shop.goods:items").of(GOODS)).isEqualTo(in("shop", "items"));
    assertThat(names("x", "ob.shop.goods:items").of(GOODS)).isEqualTo(in("shop", "items"));
    assertThat(names("x", "other.goods:items").of(GOODS)).isEqualTo(in("shop", "x"));
  }

  @Test
  void theDatabaseIsThatOfTheSourceUnlessAMappingNamesOne() {
    assertThat(names("${table}", "").of(SourceName.ofTopic("goods")))
        .isEqualTo(in("default", "goods"));
    assertThat(names("${table}", "shop.goods:stock.items").of(GOODS))
        .isEqualTo(in("stock", "items"));
    assertThat(names("${table}", "").of(SourceName.ofTopic("ob.crm.goods")))
        .isEqualTo(in("crm", "goods"));
  }

  @Test
  void aSecondTableOfOneCollectionIsRefused() {
    TargetNames names = names("all", "crm.goods:shop.all");
    names.of(GOODS);
    assertThatThrownBy(() -> names.of(SourceName.ofTopic("ob.crm.goods")))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "The rows of crm.goods would overwrite those of shop.goods with the same keys: both"
                + " would be written to shop.all. Map each of them with collection.mappings.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-b", "1a", "é", "a.b"})
  void namesThatMilvusRefusesAreToldWithTheKey(String name) {
    assertThatThrownBy(() -> names(name, "").of(GOODS))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("collection name '" + name + "'")
        .hasMessageContaining("collection.mappings");
  }

  private static CollectionName in(String database, String collection) {
    return new CollectionName(database, collection);
  }

  private static TargetNames names(String format, String mappings) {
    return new TargetNames(
        MilvusSinkConfig.of(
                Map.of(
                    "milvus.uri",
                    "http://h:1",
                    "collection.name.format",
                    format,
                    "collection.mappings",
                    mappings))
            .collections());
  }
}
