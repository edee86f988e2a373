// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.OceanBaseVersion;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetrics;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Events whose types are not Milvus's create no table, and still bring the indexes of theirs. */
class AnnouncedIndexesTest {
  private static final SourceTable EVENT = AnnouncedTable.event("HNSW,COSINE,M=8", "false");
  private static final TableName NAME = new TableName("shop", "goods");

  @Test
  void theIndexesOfAnExistingTableAreBuilt() throws SQLException {
    try (AnnouncedTable goods = new AnnouncedTable("vector.index.type", "source")) {
      goods.exists(false);

      assertThat(tables(goods).apply(EVENT)).isFalse();

      assertThat(goods.builds.isUnderWay(goods.tenant.connection(), NAME, EVENT)).isTrue();
    }
  }

  @Test
  void anEventWaitsForATableThatItsFirstRowCreatesWithoutTheIndexes() throws SQLException {
    try (AnnouncedTable goods = new AnnouncedTable("vector.index.type", "source")) {
      goods.isMissing();
      assertThat(tables(goods).apply(EVENT)).isFalse();

      goods.exists(true);
      Tables tables = tables(goods);
      assertThat(tables.apply(EVENT)).isFalse();
      goods.nanos.addAndGet(Duration.ofSeconds(10).toNanos());

      assertThat(tables.apply(EVENT)).isTrue();
    }
  }

  @Test
  void nothingIsLeftToDoForATableThatItsFirstRowCreatesWithTheIndexes() throws SQLException {
    try (AnnouncedTable goods = new AnnouncedTable("vector.index.type", "hnsw")) {
      goods.isMissing();

      assertThat(tables(goods).apply(AnnouncedTable.event("", "false"))).isTrue();
    }
  }

  @Test
  void nothingIsAskedIfTheTableIsToHaveNoIndex() throws SQLException {
    try (AnnouncedTable none = new AnnouncedTable("vector.index.type", "none");
        AnnouncedTable ofSource = new AnnouncedTable("vector.index.type", "source")) {
      assertThat(tables(none).apply(EVENT)).isTrue();
      assertThat(tables(ofSource).apply(AnnouncedTable.event("", "false"))).isTrue();

      assertThat(none.tenant.queries()).isEmpty();
      assertThat(ofSource.tenant.queries()).isEmpty();
    }
  }

  @Test
  void deferredIndexesWaitForTheLastRowOfTheSnapshot() throws SQLException {
    try (AnnouncedTable goods =
        new AnnouncedTable("vector.index.type", "source", "vector.index.creation", "deferred")) {
      SourceTable before = AnnouncedTable.event("HNSW,COSINE", "true");
      goods.exists(false);
      goods.tenant.answer("sink_snapshots");
      Tables tables = tables(goods);
      assertThat(tables.apply(before)).isFalse();
      assertThat(goods.tenant.queries()).noneMatch(query -> query.startsWith("SHOW INDEX"));

      goods.tenant.answer("sink_snapshots", new Object[] {1});

      assertThat(tables.apply(before)).isFalse();
      assertThat(goods.builds.isUnderWay(goods.tenant.connection(), NAME, before)).isTrue();
    }
  }

  private static Tables tables(AnnouncedTable goods) {
    OceanBaseCapabilities capabilities =
        new OceanBaseCapabilities(
            OceanBaseVersion.parse("OceanBase 4.3.5.3"), true, true, true, true, true);
    Tables tables =
        new Tables(
            new TableOpening(
                goods.tenant.connection(),
                capabilities,
                goods.config,
                new OceanBaseSinkMetrics(() -> 0, () -> 0),
                new TargetNames(goods.config.tables(), "shop"),
                goods.builds),
            goods.nanos::get);
    tables.beginPut(new PutDeadline(Duration.ofMinutes(10), goods.nanos::get));
    return tables;
  }
}
