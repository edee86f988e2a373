// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.schema.SchemaNameAdjuster;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.RowSchemas;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import io.vecbridge.oceanbase.source.type.VectorText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageQueriesTest {
  private final PageQueries queries =
      new PageQueries(schema(), ReadPartitions.ALL, "", Duration.ZERO);

  @Test
  void theFirstPageOfASnapshotHasNoCursor() {
    assertThat(queries.rows(7, "", true, 100, VectorText.INTEGERS))
        .isEqualTo(
            "SELECT /*+ FULL(t) */ t.`id`, t.`part`, t.`id`, t.`part`, t.`odd``name`"
                + " FROM `d`.`t` AS OF SNAPSHOT 7 t ORDER BY t.`id`, t.`part` LIMIT 100");
  }

  @Test
  void laterPagesBeginAfterTheCursorWhichIsBound() {
    assertThat(queries.rows(7, "", false, 100, VectorText.INTEGERS))
        .contains(" WHERE (t.`id`, t.`part`) > (?, ?) ORDER BY");
  }

  @Test
  void aConditionRestrictsEveryPage() {
    assertThat(queries.rows(7, "a = 1 OR b", true, 5, VectorText.INTEGERS))
        .contains(" t WHERE (a = 1 OR b) ORDER BY");
    assertThat(queries.rows(7, "a = 1 OR b", false, 5, VectorText.INTEGERS))
        .contains(" t WHERE (a = 1 OR b) AND (t.`id`, t.`part`) > (?, ?) ORDER BY");
  }

  @Test
  void changedKeysAreThoseWrittenAfterTheLowerScnAsTheTableIsAtTheUpper() {
    assertThat(queries.changedKeys(7, 9, true, 5))
        .isEqualTo(
            "SELECT /*+ FULL(t) */ t.`id`, t.`part` FROM `d`.`t` AS OF SNAPSHOT 9 t"
                + " WHERE ORA_ROWSCN > 7 ORDER BY t.`id`, t.`part` LIMIT 5");
    assertThat(queries.changedKeys(7, 9, false, 5))
        .contains("ORA_ROWSCN > 7 AND (t.`id`, t.`part`) > (?, ?) ORDER BY");
  }

  @Test
  void deletesAreLivingAtTheLowerScnAndMissingAtTheUpperByRecordKey() {
    assertThat(queries.deleted(7, 9, true, 5))
        .isEqualTo(
            "SELECT /*+ FULL(o) FULL(n) */ o.`id`, o.`part`, o.`id`"
                + " FROM `d`.`t` AS OF SNAPSHOT 7 o LEFT JOIN `d`.`t` AS OF SNAPSHOT 9 n"
                + " ON n.`id` = o.`id` WHERE n.`id` IS NULL"
                + " ORDER BY o.`id`, o.`part` LIMIT 5");
  }

  @Test
  void rowsAreReadByTheirKeys() {
    assertThat(queries.rowsOf(9, 2, VectorText.INTEGERS))
        .contains(" WHERE (t.`id`, t.`part`) IN ((?, ?), (?, ?))");
  }

  @Test
  void aTableThatGotPartitionsIsReadByTheOldOnesAtTheLowerScnAlone() {
    PageQueries grown =
        new PageQueries(
            schema(), new ReadPartitions(List.of("p0", "p`1"), List.of()), "", Duration.ZERO);
    String old = "`d`.`t` PARTITION (`p0`, `p``1`) AS OF SNAPSHOT 7";
    assertThat(grown.asOfLow(7)).isEqualTo(old);
    assertThat(grown.deleted(7, 9, true, 5))
        .contains(old + " o LEFT JOIN `d`.`t` AS OF SNAPSHOT 9 n");
    assertThat(grown.count(9)).contains("`d`.`t` AS OF SNAPSHOT 9");
  }

  @Test
  void partitionsThatAreYoungerThanTheUpperScnAreLeftOutThere() {
    PageQueries grown =
        new PageQueries(
            schema(), new ReadPartitions(List.of("p0"), List.of("p0", "p1")), "", Duration.ZERO);
    String old = "`d`.`t` PARTITION (`p0`, `p1`) AS OF SNAPSHOT 9";
    assertThat(grown.deleted(7, 9, true, 5)).contains(" o LEFT JOIN " + old + " n");
    assertThat(grown.changedKeys(7, 9, true, 5)).contains(old);
    assertThat(grown.rowsOf(9, 1, VectorText.INTEGERS)).contains(old);
    assertThat(grown.count(9)).contains(old);
  }

  @Test
  void aProbeOpensEachPartition() {
    assertThat(queries.probe(7))
        .isEqualTo("SELECT /*+ FULL(t) */ 1 FROM `d`.`t` AS OF SNAPSHOT 7 t LIMIT 1");
    ReadPartitions low = new ReadPartitions(List.of("p0", "p1"), List.of());
    assertThat(new PageQueries(schema("p0", "p1", "p2"), low, "", Duration.ZERO).probe(7))
        .isEqualTo(
            "(SELECT /*+ FULL(t) */ 1 FROM `d`.`t` PARTITION (`p0`) AS OF SNAPSHOT 7 t LIMIT 1)"
                + " UNION ALL (SELECT /*+ FULL(t) */ 1 FROM `d`.`t` PARTITION (`p1`) AS OF SNAPSHOT"
                + " 7 t LIMIT 1)");
    assertThat(new PageQueries(schema("p0.s0"), ReadPartitions.ALL, "", Duration.ZERO).probe(7))
        .as("subpartitions can't be named")
        .isEqualTo("SELECT /*+ FULL(t) */ COUNT(*) FROM `d`.`t` AS OF SNAPSHOT 7 t");
  }

  @Test
  void theServerLeavesOutWhatAFilterDoesNotHoldForAndJudgesWhatWasChanged() {
    PageQueries filtered =
        new PageQueries(schema(), ReadPartitions.ALL, "id > 3 or part = 1", Duration.ZERO);
    assertThat(filtered.rows(7, "", true, 5, VectorText.INTEGERS))
        .contains(" WHERE (id > 3 or part = 1) ORDER BY ");
    assertThat(filtered.rows(7, "id < 9", true, 5, VectorText.INTEGERS))
        .contains(" WHERE (id > 3 or part = 1) AND (id < 9) ORDER BY ");
    assertThat(filtered.rowsOf(9, 1, VectorText.INTEGERS))
        .contains(", (id > 3 or part = 1) IS TRUE FROM `d`.`t`");
    assertThat(filtered.changedKeys(7, 9, true, 5)).doesNotContain("id > 3");
    assertThat(filtered.deleted(7, 9, true, 5)).doesNotContain("id > 3");
  }

  @Test
  void aStatementCanBeBounded() {
    PageQueries bounded = new PageQueries(schema(), ReadPartitions.ALL, "", Duration.ofSeconds(4));
    String hint = " QUERY_TIMEOUT(4000000) */ ";
    assertThat(bounded.rows(7, "", true, 5, VectorText.INTEGERS))
        .startsWith("SELECT /*+ FULL(t)" + hint);
    assertThat(bounded.deleted(7, 9, true, 5)).startsWith("SELECT /*+ FULL(o) FULL(n)" + hint);
  }

  private static RowSchema schema(String... partitions) {
    TableDefinition table =
        TenantInMemory.definition("t", "1", List.of(partitions), "id", "part", "odd`name");
    return new RowSchemas(
            new ColumnTypes(VectorEncoding.BYTES),
            SchemaNameAdjuster.NO_OP,
            SchemaNameAdjuster.NO_OP)
        .of(table, TableKeys.of(table, List.of("id"), List.of()), "p.d.t", column -> true);
  }
}
