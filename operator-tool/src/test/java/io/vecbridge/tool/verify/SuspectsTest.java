// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.verify.Difference.Kind;
import io.vecbridge.tool.verify.KeyComparison.Verdict;
import io.vecbridge.tool.verify.Settings.Recheck;
import io.vecbridge.tool.verify.Settings.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SuspectsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final TableState state = new TableState();
  private final Map<Object, Verdict> rows = new HashMap<>();
  private final List<Integer> compared = new ArrayList<>();

  @Test
  void aRowThatStaysDifferentWhileItsSourceStaysTheSameIsADifference() throws Exception {
    Suspects suspects = suspects(Duration.ofSeconds(10), 100);
    rows.put(1L, different(1L, 5));

    suspects.add(List.of(1L));
    assertThat(state.differences()).isZero();
    suspects.settle();

    assertThat(nanos.get()).isEqualTo(Duration.ofSeconds(10).toNanos());
    assertThat(state.saved().differences()).containsExactly(different(1L, 5).difference());
  }

  @Test
  void aChangeThatArrivesInTimeIsNoDifference() throws Exception {
    Suspects suspects = suspects(Duration.ofSeconds(10), 100);
    rows.put(1L, different(1L, 5));
    suspects.add(List.of(1L));
    rows.put(1L, new Verdict(null, 5));

    suspects.settle();

    assertThat(state.saved().differences()).isEmpty();
    assertThat(state.suspects()).isEmpty();
  }

  @Test
  void aRowWhoseSourceChangesIsComparedAgainAndUnsettledAtTheLimit() throws Exception {
    Suspects suspects = suspects(Duration.ofSeconds(10), 100);
    rows.put(1L, different(1L, 0));
    suspects.add(List.of(1L));
    for (int i = 1; i <= 4; i++) {
      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
      rows.put(1L, different(1L, i));
      suspects.recheckDue();
    }

    assertThat(state.saved().differences())
        .containsExactly(new Difference(1L, Kind.UNSETTLED, List.of(), null, null));
    assertThat(state.saved().isEqual()).isTrue();
  }

  @Test
  void withoutARecheckARowIsADifferenceAtOnce() throws Exception {
    Suspects suspects = suspects(Duration.ZERO, 100);
    rows.put(1L, different(1L, 5));
    rows.put(2L, new Verdict(null, 6));

    suspects.add(List.of(1L, 2L));

    assertThat(state.saved().count(Kind.DIFFERENT)).isEqualTo(1);
    assertThat(nanos.get()).isZero();
  }

  @Test
  void noMoreRowsAreComparedThanAreEnough() throws Exception {
    Suspects suspects = suspects(Duration.ZERO, 3);
    List<Object> keys = new ArrayList<>();
    for (long key = 0; key < 2_000; key++) {
      keys.add(key);
      rows.put(key, different(key, 0));
    }

    suspects.add(keys);

    assertThat(suspects.isEnough()).isTrue();
    assertThat(compared).containsExactly(500);
  }

  private Suspects suspects(Duration recheckAfter, int most) {
    Settings settings =
        new Settings(
            Scope.FULL, new Recheck(recheckAfter, Duration.ofSeconds(35)), 1, 0, most, false);
    return new Suspects(
        keys -> {
          compared.add(keys.size());
          Map<Object, Verdict> verdicts = new HashMap<>();
          keys.forEach(key -> verdicts.put(key, rows.get(key)));
          return verdicts;
        },
        settings,
        state,
        nanos::get,
        time -> nanos.addAndGet(time.toNanos()));
  }

  private static Verdict different(Object key, int sourceHash) {
    return new Verdict(new Difference(key, Kind.DIFFERENT, List.of("v"), null, null), sourceHash);
  }
}
