// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Configuration;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.reverse.ReverseConfig.ReversedTable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReverseConfigTest {
  private static final Connector SOURCE =
      Connector.ofFile(Path.of("..", "config", "milvus-source.json"));
  private static final Connector SINK =
      Connector.ofFile(Path.of("..", "config", "oceanbase-sink.json"));

  private final ReverseConfig reverse =
      new ReverseConfig(
          SOURCE,
          SINK,
          List.of(
              new ReversedTable("default.products", "default.products", "id", false),
              new ReversedTable("shop.a-b", "default.orders", "order_id", true)));

  @Test
  void theSourceReadsTheTablesThatTheSinkWrites() {
    assertThat(reverse.source().options())
        .containsEntry("name", "oceanbase-sink-reverse")
        .containsEntry("connector.class", "io.vecbridge.oceanbase.source.OceanBaseSourceConnector")
        .containsEntry("connection.url", "jdbc:mysql://127.0.0.1:2881/")
        .containsEntry("topic.prefix", "milvus-reverse")
        .containsEntry("exactly.once.support", "required")
        .containsEntry("table.include.list", "default[.]products,shop[.]a-b")
        .containsEntry("message.key.columns", "shop[.]a-b:order_id")
        .containsEntry("snapshot.mode", "no_data")
        .containsEntry("topic.creation.default.partitions", "1")
        .doesNotContainKeys("milvus.uri", "change.log.kafka.bootstrap.servers");
    assertThat(invalid(OceanBaseSourceConfig.OPTIONS.findings(options(reverse.source()))))
        .isEmpty();
  }

  @Test
  void theSinkWritesTheCollectionsThatTheSourceReads() {
    assertThat(reverse.sink().options())
        .containsEntry("name", "milvus-source-reverse")
        .containsEntry("connector.class", "io.vecbridge.milvus.sink.MilvusSinkConnector")
        .containsEntry("milvus.uri", "http://127.0.0.1:19530")
        .containsEntry("topics.regex", "milvus-reverse([.](default[.]products|shop[.]a-b))?")
        .containsEntry(
            "collection.mappings", "default.products:default.products,shop.a-b:default.orders")
        .containsEntry("errors.deadletterqueue.topic.name", "dead-letters.milvus-reverse")
        .doesNotContainKeys("connection.url", "table.name.format");
    MilvusSinkConfig.of(reverse.sink().options());
    assertThat("milvus-reverse.default.products")
        .matches(reverse.sink().options().get("topics.regex"));
  }

  @Test
  void theSinkReadsTheTopicOfATableWhoseNameNoTopicCanHave() {
    ReverseConfig odd =
        new ReverseConfig(
            SOURCE, SINK, List.of(new ReversedTable("shop.a b[1]", "default.odd", "id", false)));
    String topics = odd.sink().options().get("topics.regex");
    assertThat("milvus-reverse.shop.a_b_1_").matches(topics);
    assertThat("milvus-reverse").matches(topics);
    assertThat("milvus-reverse.shop.other").doesNotMatch(topics);
  }

  @Test
  void columnsGetTheNamesBackThatTheCollectionHas() {
    Connector mapped =
        new Connector(
            SINK.name(),
            with(
                SINK,
                "column.mappings",
                "default.products.id:product_id,default.products.$meta:more,other.t.a:b"));
    ReverseConfig back =
        new ReverseConfig(
            SOURCE,
            mapped,
            List.of(new ReversedTable("shop.goods", "default.products", "product_id", true)));

    assertThat(back.source().options())
        .containsEntry("message.key.columns", "shop[.]goods:product_id");
    assertThat(back.sink().options())
        .containsEntry("column.mappings", "shop.goods.product_id:id,shop.goods.more:$meta");
    MilvusSinkConfig.of(back.sink().options());
    assertThat(reverse.sink().options()).doesNotContainKey("column.mappings");
  }

  private static Map<String, String> with(Connector connector, String option, String value) {
    Map<String, String> options = new HashMap<>(connector.options());
    options.put(option, value);
    return options;
  }

  private static Configuration options(Connector connector) {
    return OceanBaseSourceConfig.OPTIONS.read(connector.options());
  }

  private static List<String> invalid(List<?> findings) {
    return findings.stream().map(String::valueOf).toList();
  }
}
