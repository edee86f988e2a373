// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.vecbridge.oceanbase.source.event.BinlogInMemory;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogTablesTest {
  private static final TableId ID = TenantInMemory.id("t");

  private final Following following = new Following(Map.of(), null);
  private final LogTables tables =
      new LogTables(following.tenant, following.output(BinlogPosition.after("")));

  @Test
  void aTableIsAnnouncedOnceWhenItsFirstEventComes() throws Exception {
    following.tenant.create("t");
    assertThat(following.emitted.texts()).isEmpty();
    RowSchema schema = tables.table(BinlogInMemory.map(ID, 3)).schema();
    assertThat(tables.table(BinlogInMemory.map(ID, 3)).schema()).isSameAs(schema);
    assertThat(following.emitted.texts()).containsExactly("schema CREATE d.t");
  }

  @Test
  void anyStatementMayHaveChangedItsDefinition() throws Exception {
    following.tenant.create("t");
    RowSchema before = tables.schema(ID);
    tables.invalidate();
    assertThat(tables.schema(ID)).as("the same as before").isSameAs(before);
    following.tenant.define(
        TenantInMemory.definition("t", "2", List.of(), "id", "part", "written", "more"));
    assertThat(tables.schema(ID)).as("no statement came").isSameAs(before);
    tables.invalidate();
    assertThat(tables.schema(ID).columns()).hasSize(4);
    assertThat(following.emitted.texts()).containsExactly("schema CREATE d.t", "schema ALTER d.t");
  }

  @Test
  void eventsOfATableThatIsGoneAreSkippedUntilThereIsOneAgain() throws Exception {
    following.tenant.create("t");
    tables.schema(ID);
    following.tenant.drop("t");
    tables.invalidate();
    assertThat(tables.table(BinlogInMemory.map(ID, 3))).isNull();
    following.tenant.create("t");
    tables.invalidate();
    assertThat(tables.table(BinlogInMemory.map(ID, 3))).isNotNull();
    assertThat(following.emitted.texts()).containsExactly("schema CREATE d.t", "schema CREATE d.t");
  }

  @Test
  void tablesThatAreNotCapturedAreNotRead() throws Exception {
    assertThat(tables.table(BinlogInMemory.map(new TableId("other", null, "t"), 3))).isNull();
  }
}
