// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.milvus.MilvusWrites;
import io.vecbridge.common.sink.write.BatchWriter.Request;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.Rows;
import io.vecbridge.milvus.sink.collection.Collections;
import io.vecbridge.milvus.sink.row.TargetCollection;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a collection over Milvus's own calls. A call returns when Milvus has acknowledged it;
 * one that throws may have been carried out in part.
 */
final class CollectionRows implements Rows {
  private final MilvusWrites milvus;
  private final Collections collections;
  private final TargetCollection target;
  private final PutRequests requests;
  private final DecidedChanges decided;

  CollectionRows(
      MilvusWrites milvus,
      Collections collections,
      TargetCollection target,
      PutRequests requests,
      DecidedChanges decided) {
    this.milvus = milvus;
    this.collections = collections;
    this.target = target;
    this.requests = requests;
    this.decided = decided;
  }

  @Override
  public void upsert(List<RowChange> changes) throws InterruptedException {
    send(changes, open -> milvus.upsert(UpsertMessage.of(target, open)));
  }

  @Override
  public void delete(List<RowChange> changes) throws InterruptedException {
    send(
        changes,
        open -> {
          List<Object> keys = new ArrayList<>(open.size());
          open.forEach(change -> keys.add(change.key()));
          milvus.delete(target.database(), target.collection(), target.key().name(), keys);
        });
  }

  private void send(List<RowChange> changes, Request request) throws InterruptedException {
    List<RowChange> open = decided.open(target, changes);
    if (open.isEmpty()) {
      return;
    }
    try {
      requests.send(() -> request.of(open));
    } catch (MilvusRequestException e) {
      if (e.failure() == Failure.RECORD && open.size() == 1) {
        decided.refused(target, open.get(0), e);
      }
      throw e;
    }
    decided.acknowledged(target, open);
  }

  /**
   * Milvus 2.3 gives good rows the unspecific code too, if a part of it is unavailable. So a
   * request of which it refuses every row that way is retried first.
   */
  @Override
  public void confirm(List<RequestException> refusals, int rows) throws InterruptedException {
    if (!collections.isCurrent(target)) {
      throw new RequestException(
          Failure.RETRY,
          "collection " + target + " has changed; its records are converted again",
          null);
    }
    if (refusals.size() == rows
        && refusals.stream().allMatch(CollectionRows::isUnspecific)
        && decided.doubt()) {
      throw new RequestException(
          Failure.RETRY, "every row is refused: " + refusals.get(0).getMessage(), null);
    }
  }

  private static boolean isUnspecific(RequestException refusal) {
    return refusal instanceof MilvusRequestException milvus
        && milvus.reason() == MilvusReason.UNEXPECTED;
  }
}
