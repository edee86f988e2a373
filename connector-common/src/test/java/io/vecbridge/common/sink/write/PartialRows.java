// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table in memory, whose upserts keep the columns that they don't name. It refuses whole requests
 * if one of their values is "bad".
 */
final class PartialRows implements Rows {
  static final String BAD = "bad";

  final Map<Object, Map<String, Object>> stored = new TreeMap<>();

  @Override
  public void delete(List<RowChange> changes) {
    changes.forEach(change -> stored.remove(change.key()));
  }

  @Override
  public void upsert(List<RowChange> changes) {
    for (RowChange change : changes) {
      if (List.of(change.values()).contains(BAD)) {
        throw new RequestException(Failure.RECORD, "the value is out of range", null);
      }
    }
    for (RowChange change : changes) {
      if (change.recreates()) {
        stored.remove(change.key());
      }
      Map<String, Object> row = stored.computeIfAbsent(change.key(), key -> new HashMap<>());
      for (int i = 0; i < change.columns().size(); i++) {
        row.put(change.columns().get(i), change.values()[i]);
      }
    }
  }
}
