// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.source.config.RowFilters;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.FilterOptions;
import io.vecbridge.milvus.source.config.MilvusSourceConfig.Check;
import io.vecbridge.milvus.source.filter.ChangeFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Checks whether row filters can be evaluated: by the connector for changes, and by Milvus, of this
 * version, for snapshots.
 */
final class FilterCheck {
  private final MilvusClient client;
  private final RowFilters filters;
  private final boolean changes;

  /**
   * @param changes whether changes are captured
   */
  FilterCheck(MilvusClient client, RowFilters filters, boolean changes) {
    this.client = client;
    this.filters = filters;
    this.changes = changes;
  }

  List<Finding> findings(List<MilvusCollection> collections) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (MilvusCollection collection : collections) {
      String expression = filters.of(collection.tableId());
      if (!expression.isEmpty()) {
        Optional<Finding> finding = inConnector(expression, collection);
        (finding.isPresent() ? finding : inMilvus(expression, collection)).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private Optional<Finding> inConnector(String expression, MilvusCollection collection)
      throws InterruptedException {
    if (!changes) {
      return Optional.empty();
    }
    try {
      new ChangeFilter(expression, collection, MilvusVersion.of(client.version()));
      return Optional.empty();
    } catch (ConnectException e) {
      return Optional.of(
          Prechecks.finding(
              FilterOptions.ROW_FILTERS, e.getMessage(), Check.ROW_FILTERS_EVALUATED));
    }
  }

  private Optional<Finding> inMilvus(String expression, MilvusCollection collection)
      throws InterruptedException {
    try {
      client
          .query(CollectionsCheck.oneKey(collection).toBuilder().setExpr(expression).build())
          .get();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof MilvusRequestException refused)) {
        throw new IllegalStateException(e.getCause());
      }
      // Anything else is the collection's own, which other checks report, or the task handles.
      return refused.failure() != Failure.RECORD
          ? Optional.empty()
          : Optional.of(
              new Finding(
                  FilterOptions.ROW_FILTERS.name(),
                  "Milvus rejects the expression of row.filter.overrides."
                      + collection.database()
                      + "."
                      + collection.name()
                      + ": "
                      + refused.getMessage()
                      + "."
                      + Prechecks.skipHint(Check.ROW_FILTERS_EVALUATED),
                  refused.reason() == MilvusReason.UNEXPECTED));
    }
  }
}
