// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.milvus.grpc.Status;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.milvus.sink.batch.RowChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Entities in memory that refuse what a test says, as Milvus does: whole requests. */
final class FakeEntities implements EntityOperations {
  final Map<Object, Object> stored = new TreeMap<>();
  final List<String> requests = new ArrayList<>();
  int confirmations;
  private final Predicate<RowChange> refuses;
  private final int code;

  FakeEntities(Predicate<RowChange> refuses, int code) {
    this.refuses = refuses;
    this.code = code;
  }

  @Override
  public void delete(List<RowChange> changes) {
    check(changes, "delete");
    changes.forEach(change -> stored.remove(change.key()));
  }

  @Override
  public void upsert(List<RowChange> changes) {
    check(changes, "upsert");
    changes.forEach(change -> stored.put(change.key(), change.values()[0]));
  }

  @Override
  public void confirm() {
    confirmations++;
  }

  private void check(List<RowChange> changes, String what) {
    requests.add(what + " " + changes.size());
    Set<Object> keys = new HashSet<>();
    for (RowChange change : changes) {
      if (!keys.add(change.key())) {
        throw new IllegalStateException("a key comes twice");
      }
    }
    if (changes.stream().anyMatch(refuses)) {
      Status status = Status.newBuilder().setCode(code).setReason("no").build();
      throw MilvusRequestException.of(what, "default", "c", status);
    }
  }
}
