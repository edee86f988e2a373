// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rows in memory that refuse whole requests, as a server does, if a row is "bad". */
final class FakeRows implements Rows {
  static final String BAD = "bad";

  final Map<Object, Object> stored = new TreeMap<>();
  final List<String> requests = new ArrayList<>();
  int confirmations;

  /** What every request fails with; null if only bad rows are refused. */
  Failure failure;

  @Override
  public void delete(List<RowChange> changes) {
    check(changes, "delete");
    changes.forEach(change -> stored.remove(change.key()));
  }

  @Override
  public void upsert(List<RowChange> changes) {
    check(changes, "upsert");
    changes.forEach(change -> stored.put(change.key(), change.values()[1]));
  }

  @Override
  public void confirm(List<RequestException> refusals, int rows) {
    confirmations++;
  }

  private void check(List<RowChange> changes, String what) {
    requests.add(what + " " + changes.size());
    Set<Object> keys = new HashSet<>();
    for (RowChange change : changes) {
      if (!keys.add(change.key())) {
        throw new IllegalStateException("a key occurs twice");
      }
    }
    if (failure != null) {
      throw new RequestException(failure, "the server says no", null);
    }
    if (changes.stream().anyMatch(change -> change.writes() && change.values()[1].equals(BAD))) {
      throw new RequestException(Failure.RECORD, "the value is out of range", null);
    }
  }
}
