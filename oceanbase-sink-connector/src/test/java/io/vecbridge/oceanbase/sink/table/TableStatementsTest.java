// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.event.SourceTable.Partitioning;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.table.TableStatements.NewColumn;
import io.vecbridge.oceanbase.sink.table.TableStatements.NewTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableStatementsTest {
  private static final TableName NAME = new TableName("default", "do`cs");
  private static final List<NewColumn> COLUMNS =
      List.of(
          new NewColumn("id", "BIGINT", true, "it's \\ key"),
          new NewColumn("$meta", "JSON", false, ""),
          new NewColumn("v", "VECTOR(3)", false, ""));

  @Test
  void aPlainTable() {
    assertThat(create(null, 0, "", Map.of()))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS `default`.`do``cs` (
              `id` BIGINT NOT NULL COMMENT 'it''s \\\\ key',
              `$meta` JSON NULL,
              `v` VECTOR(3) NULL,
              PRIMARY KEY (`id`)
            ) DEFAULT CHARSET = utf8mb4""");
  }

  @Test
  void partitionsIndexesAndFormatStandWhereTheServerWantsThem() {
    assertThat(
            create(
                "id",
                4,
                "of 'all'",
                Map.of(
                    "vector.index.type", "hnsw",
                    "vector.index.distance", "cosine",
                    "table.store.format", "hybrid")))
        .endsWith(
            """
              PRIMARY KEY (`id`),
              VECTOR INDEX `vidx_1` (`v`) WITH (distance=cosine, type=hnsw)
            ) DEFAULT CHARSET = utf8mb4 COMMENT = 'of ''all''' PARTITION BY KEY(`id`) PARTITIONS 4\
             WITH COLUMN GROUP(all columns, each column)""");
  }

  @ParameterizedTest
  @CsvSource({
    "row, WITH COLUMN GROUP(all columns)",
    "column, WITH COLUMN GROUP(each column)",
    "default, DEFAULT CHARSET = utf8mb4"
  })
  void theStoreFormatIsAColumnGroup(String format, String end) {
    assertThat(create(null, 0, "", Map.of("table.store.format", format))).endsWith(end);
  }

  @Test
  void addedColumnsAreNullable() {
    assertThat(TableStatements.addColumns(NAME, COLUMNS.subList(1, 3)))
        .isEqualTo(
            "ALTER TABLE `default`.`do``cs` ADD COLUMN `$meta` JSON NULL, ADD COLUMN `v` VECTOR(3)"
                + " NULL");
  }

  @Test
  void aCommentIsCutWhereTheServerWouldRefuseIt() {
    String comment = "\uD83D\uDE00".repeat(1_025);
    List<NewColumn> columns = List.of(new NewColumn("c", "INT", false, comment));

    assertThat(TableStatements.addColumns(NAME, columns))
        .endsWith(" COMMENT '" + "\uD83D\uDE00".repeat(1_024) + "'");
  }

  private static String create(
      String partitionKey, int partitions, String comment, Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.put("connection.url", "jdbc:mysql://h/d");
    all.put("connection.username", "root");
    TableConfig config = OceanBaseSinkConfig.of(all).tables();
    Map<String, String> types = new LinkedHashMap<>();
    COLUMNS.forEach(column -> types.put(column.name(), column.type()));
    SourceTable source = new SourceTable(null, List.of(), List.of("id"), Partitioning.NONE, "");
    return TableStatements.createTable(
        NAME,
        new NewTable(
            COLUMNS,
            List.of("id"),
            new Partitioning(partitionKey, partitions),
            comment,
            NewIndex.of(config.layout().indexes(), NAME, types, source, Set.of()),
            config.layout().storeFormat()));
  }
}
