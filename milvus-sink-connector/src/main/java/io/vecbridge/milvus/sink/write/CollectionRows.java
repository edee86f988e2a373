// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.milvus.MilvusWrites;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.Rows;
import io.vecbridge.milvus.sink.collection.Collections;
import io.vecbridge.milvus.sink.row.TargetCollection;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * The rows of a collection over Milvus's own calls. A call returns when Milvus has acknowledged it;
 * one that throws may have been carried out in part.
 */
final class CollectionRows implements Rows {
  private final MilvusWrites milvus;
  private final Collections collections;
  private final TargetCollection target;
  private final PutDeadline deadline;

  CollectionRows(
      MilvusWrites milvus, Collections collections, TargetCollection target, PutDeadline deadline) {
    this.milvus = milvus;
    this.collections = collections;
    this.target = target;
    this.deadline = deadline;
  }

  @Override
  public void upsert(List<RowChange> changes) throws InterruptedException {
    deadline.check();
    milvus.upsert(UpsertMessage.of(target, changes));
  }

  @Override
  public void delete(List<RowChange> changes) throws InterruptedException {
    List<Object> keys = new ArrayList<>(changes.size());
    changes.forEach(change -> keys.add(change.key()));
    deadline.check();
    milvus.delete(target.database(), target.name(), target.key().name(), keys);
  }

  @Override
  public void confirm() throws InterruptedException {
    if (!collections.isCurrent(target)) {
      throw new RetriableException(
          "Collection " + target + " has changed; its records are converted again.");
    }
  }
}
