// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.milvus.grpc.DeleteRequest;
import io.vecbridge.common.milvus.MilvusLiteral;
import io.vecbridge.common.milvus.MilvusWrites;
import io.vecbridge.milvus.sink.batch.RowChange;
import io.vecbridge.milvus.sink.collection.Collections;
import io.vecbridge.milvus.sink.collection.TargetCollection;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.RetriableException;

/** A collection over Milvus's own calls. */
final class CollectionEntities implements EntityOperations {
  private final MilvusWrites milvus;
  private final Collections collections;
  private final TargetCollection target;
  private final PutBudget budget;

  CollectionEntities(
      MilvusWrites milvus, Collections collections, TargetCollection target, PutBudget budget) {
    this.milvus = milvus;
    this.collections = collections;
    this.target = target;
    this.budget = budget;
  }

  @Override
  public void upsert(List<RowChange> changes) throws InterruptedException {
    budget.check();
    milvus.upsert(UpsertMessage.of(target, changes));
  }

  @Override
  public void delete(List<RowChange> changes) throws InterruptedException {
    List<Object> keys = new ArrayList<>(changes.size());
    for (RowChange change : changes) {
      if (change.key().equals(Long.MIN_VALUE)) {
        deleteKeys(List.of(change.key()));
      } else {
        keys.add(change.key());
      }
    }
    if (!keys.isEmpty()) {
      deleteKeys(keys);
    }
  }

  private void deleteKeys(List<Object> keys) throws InterruptedException {
    budget.check();
    milvus.delete(
        DeleteRequest.newBuilder()
            .setDbName(target.database())
            .setCollectionName(target.name())
            .setExpr(MilvusLiteral.in(target.key().name(), keys))
            .build());
  }

  @Override
  public void confirm() throws InterruptedException {
    if (!collections.isCurrent(target)) {
      throw new RetriableException(
          "Collection " + target + " has changed; its records are converted anew.");
    }
  }
}
