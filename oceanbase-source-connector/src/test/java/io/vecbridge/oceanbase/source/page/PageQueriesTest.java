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
import java.util.List;
import org.junit.jupiter.api.Test;

class PageQueriesTest {
  private final PageQueries queries = new PageQueries(schema(), List.of());

  @Test
  void theFirstPageOfASnapshotHasNoCursor() {
    assertThat(queries.rows(7, true, 100))
        .isEqualTo(
            "SELECT /*+ FULL(t) */ t.`id`, t.`part`, t.`id`, t.`part`, t.`odd``name`"
                + " FROM `d`.`t` AS OF SNAPSHOT 7 t ORDER BY t.`id`, t.`part` LIMIT 100");
  }

  @Test
  void laterPagesBeginAfterTheCursorWhichIsBound() {
    assertThat(queries.rows(7, false, 100)).contains(" WHERE (t.`id`, t.`part`) > (?, ?) ORDER BY");
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
    assertThat(queries.rowsOf(9, 2)).contains(" WHERE (t.`id`, t.`part`) IN ((?, ?), (?, ?))");
  }

  @Test
  void aTableThatGotPartitionsIsReadByTheOldOnesAtTheLowerScnAlone() {
    PageQueries grown = new PageQueries(schema(), List.of("p0", "p`1"));
    String old = "`d`.`t` PARTITION (`p0`, `p``1`) AS OF SNAPSHOT 7";
    assertThat(grown.asOfLow(7)).isEqualTo(old);
    assertThat(grown.probe(7)).contains("COUNT(*)").contains(old);
    assertThat(grown.deleted(7, 9, true, 5))
        .contains(old + " o LEFT JOIN `d`.`t` AS OF SNAPSHOT 9 n");
    assertThat(grown.count(9)).contains("`d`.`t` AS OF SNAPSHOT 9");
  }

  private static RowSchema schema() {
    TableDefinition table =
        TenantInMemory.definition("t", "1", List.of(), "id", "part", "odd`name");
    return new RowSchemas(
            new ColumnTypes(VectorEncoding.BYTES),
            SchemaNameAdjuster.NO_OP,
            SchemaNameAdjuster.NO_OP)
        .of(table, TableKeys.of(table, List.of("id")), "p.d.t", column -> true);
  }
}
