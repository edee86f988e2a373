// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.SourceTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexBuildsTest {
  private static final TableDefinition TABLE =
      TablesOfTests.table(List.of("id"), "id", "bigint(20)", "v", "VECTOR(4)");
  private static final SourceTable EVENT = AnnouncedTable.event("HNSW,COSINE,M=8", "false");

  private final AnnouncedTable goods = new AnnouncedTable("vector.index.type", "source");

  @AfterEach
  void close() {
    goods.close();
  }

  @Test
  void anIndexThatTheTaskIsBuildingDoesNotCountThoughTheServerShowsIt() throws SQLException {
    goods.exists(false);
    assertThat(isComplete()).isFalse();
    goods.exists(true);
    assertThat(isComplete()).isFalse();

    letPass(60);

    assertThat(isComplete()).isFalse();
  }

  @Test
  void anIndexThatShowsWhenTheTaskGetsPartitionsCountsAWhileLater() throws SQLException {
    goods.exists(true);
    letPass(60);
    assertThat(isComplete()).isFalse();
    letPass(10);
    assertThat(isComplete()).isTrue();

    goods.assigned.add(new TopicPartition("others", 0));

    assertThat(isComplete()).isFalse();
    letPass(10);
    assertThat(isComplete()).isTrue();
  }

  @Test
  void aBuildEndsWhenTheEventThatAskedForItIsAnotherTasks() throws SQLException {
    goods.exists(false);
    assertThat(isComplete()).isFalse();
    assertThat(isUnderWay()).isTrue();

    goods.builds.end(List.of(EVENT.source()));

    assertThat(isUnderWay()).isFalse();
  }

  @Test
  void whatIsLeftOfABuildThatWasEndedDoesNotCount() throws SQLException {
    goods.exists(true);
    assertThat(isComplete()).isFalse();
    letPass(10);

    goods.builds.end(List.of(EVENT.source()));

    assertThat(isComplete()).isFalse();
    letPass(10);
    assertThat(isComplete()).isTrue();
  }

  private boolean isComplete() throws SQLException {
    return goods.builds.complete(goods.tenant.connection(), TABLE, EVENT);
  }

  private boolean isUnderWay() throws SQLException {
    return goods.builds.isUnderWay(goods.tenant.connection(), TABLE.name(), EVENT);
  }

  private void letPass(int seconds) {
    goods.nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
