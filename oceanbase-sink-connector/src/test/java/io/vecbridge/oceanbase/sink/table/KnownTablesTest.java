// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KnownTablesTest {
  private static final SourceName GOODS = SourceName.ofTopic("vec.shop.goods");
  private static final TargetTable TABLE = TablesOfTests.target(List.of("id"), "id", "bigint(20)");

  private final AtomicLong nanos = new AtomicLong();
  private final KnownTables tables = new KnownTables(nanos::get);

  @Test
  void aDefinitionIsReadAgainAfterHalfAMinute() throws SQLException {
    read(GOODS, Duration.ofMillis(5));
    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(tables.isFresh(GOODS)).isTrue();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(tables.isFresh(GOODS)).isFalse();
  }

  @Test
  void manyDefinitionsAreKeptForTenTimesAsLongAsReadingThemTakes() throws SQLException {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 1_000; i++) {
        read(SourceName.ofTopic("vec.shop.t" + i), Duration.ofMillis(60));
      }
    }
    SourceName last = SourceName.ofTopic("vec.shop.t999");
    nanos.addAndGet(Duration.ofMinutes(9).toNanos());
    assertThat(tables.isFresh(last)).isTrue();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(tables.isFresh(last)).isFalse();
  }

  @Test
  void aTableIsForgottenByItsName() throws SQLException {
    read(GOODS, Duration.ofMillis(5));
    tables.forget(Set.of("others"));
    assertThat(tables.get(GOODS)).isSameAs(TABLE);

    tables.forget(Set.of(TABLE.name()));

    assertThat(tables.get(GOODS)).isNull();
  }

  @Test
  void aTableThatIsGoneIsForgotten() throws SQLException {
    read(GOODS, Duration.ofMillis(5));

    assertThat(tables.read(GOODS, () -> null)).isNull();

    assertThat(tables.get(GOODS)).isNull();
  }

  private void read(SourceName source, Duration takes) throws SQLException {
    tables.read(
        source,
        () -> {
          nanos.addAndGet(takes.toNanos());
          return TABLE;
        });
  }
}
