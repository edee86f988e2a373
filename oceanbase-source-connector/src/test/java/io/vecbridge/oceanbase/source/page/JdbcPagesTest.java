// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.common.source.emit.Floats;
import io.vecbridge.common.testing.FakeTenant;
import io.vecbridge.oceanbase.source.schema.Emitted;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JdbcPagesTest {
  private static final TableDefinition TABLE = table("bigint(20)");
  private static final TableDefinition VECTORS =
      new TableDefinition(
          new TableName("d", "t"),
          List.of(column("id", "bigint(20)"), column("v", "VECTOR(2)")),
          new Indexes(List.of("id"), List.of()),
          null,
          "",
          "");
  private static final TableDefinition TEXT_KEYED = table("varchar(4096)");

  private final FakeTenant tenant = new FakeTenant();
  private final AtomicInteger connections = new AtomicInteger();
  private final TablePages pages = pages(TABLE);

  @Test
  void aPageOfHugeRowsEndsAtSomeBytesWhateverTheNumberOfRowsThatWasAskedFor() throws Exception {
    PageSize size = new PageSize(2_000);
    tenant.answer("LIMIT", rows(2_000, ""));
    assertThat(pages.page(0, List.of(), size).rows()).hasSize(2_000);
    tenant.answer("LIMIT", rows(2_000, "x".repeat(1 << 20)));
    TablePages.Page page = pages.page(0, List.of(), size);
    assertThat(page.rows()).hasSizeLessThanOrEqualTo(TablePages.MOST_BYTES >> 20);
    assertThat(page.last()).isFalse();
    assertThat(size.rows()).as("of the next page").isLessThanOrEqualTo(4);
  }

  @Test
  void whatThePageLeavesIsNotReceived() throws Exception {
    tenant.answer("LIMIT", rows(100, "x".repeat(1 << 20)));
    pages.page(0, List.of(), new PageSize(100));
    pages.page(0, List.of(), new PageSize(100));
    assertThat(connections).hasValue(2);
  }

  @Test
  void theLastPageIsLastThoughItIsNotFull() throws Exception {
    tenant.answer("LIMIT", rows(1, "x".repeat(1 << 20)));
    assertThat(pages.page(0, List.of(), new PageSize(100)).last()).isTrue();
  }

  @Test
  void aPageOfHugeKeysEndsAtSomeBytesToo() throws Exception {
    TablePages keyed = pages(TEXT_KEYED);
    String key = "k".repeat(1 << 20);
    Object[][] rows = new Object[100][];
    Arrays.fill(rows, new Object[] {key, 1L, key});
    tenant.answer("ORA_ROWSCN", rows);
    assertThat(keyed.changedKeys(1, 2, List.of(), 100))
        .hasSizeLessThanOrEqualTo(TablePages.MOST_BYTES >> 20);
    tenant.answer("LEFT JOIN", rows);
    assertThat(keyed.deleted(1, 2, List.of(), 100))
        .hasSizeLessThanOrEqualTo(TablePages.MOST_BYTES >> 20);
  }

  @Test
  void rowsWhoseVectorsDoNotFitIntoIntegersAreReadAgain() throws Exception {
    TablePages vectors = pages(VECTORS);
    tenant.answer(
        "AS SIGNED",
        new Object[] {1L, 1L, "[1152921504606846976,288230376151711744]"},
        new Object[] {2L, 2L, "[1152921504606846976,0]"},
        new Object[] {3L, 3L, null});
    tenant.answer("AS DOUBLE", new Object[] {2L, 2L, "[1,-0]"});
    assertThat(vectors.page(7, List.of(), new PageSize(100)).rows())
        .extracting(row -> Arrays.asList(row.values()))
        .containsExactly(
            Arrays.asList(1L, new Floats(new float[] {1, 0.25f})),
            Arrays.asList(2L, new Floats(new float[] {1, -0f})),
            Arrays.asList(3L, null));
  }

  @Test
  void aRowThatIsGoneWhenItIsReadAgainIsAFailureThatIsTriedAgain() {
    TablePages vectors = pages(VECTORS);
    tenant.answer("AS SIGNED", new Object[][] {{2L, 2L, "[0,0]"}});
    tenant.answer("AS DOUBLE", new Object[0][]);
    assertThatThrownBy(() -> vectors.page(0, List.of(), new PageSize(100)))
        .isInstanceOf(SQLException.class)
        .hasMessage("Rows of table \"d.t\" changed while they were being read");
  }

  private TablePages pages(TableDefinition table) {
    return new JdbcTenant(
            new Session(
                () -> {
                  connections.incrementAndGet();
                  return tenant.connection();
                }),
            new CapturedTables(new TableReader(), any -> true))
        .pages(new Emitted<>(Map.of()).schemas().schemaOf(table, List.of()));
  }

  private static TableDefinition table(String key) {
    return new TableDefinition(
        new TableName("d", "t"),
        List.of(column("id", key), column("part", "bigint(20)"), column("document", "longtext")),
        new Indexes(List.of("id", "part"), List.of()),
        null,
        "",
        "");
  }

  private static ColumnDefinition column(String name, String type) {
    return new ColumnDefinition(
        name,
        1,
        new ColumnDefinition.DeclaredType(type, null, null, null),
        false,
        "",
        ColumnDefinition.Filling.NONE);
  }

  private static Object[][] rows(int count, String document) {
    List<Object[]> rows = new ArrayList<>();
    for (long id = 0; id < count; id++) {
      rows.add(new Object[] {id, 1L, id, 1L, document});
    }
    return rows.toArray(Object[][]::new);
  }
}
