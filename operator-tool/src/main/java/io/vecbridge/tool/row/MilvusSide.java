// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.DataType;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusLiteral;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.snapshot.MilvusPageSource;
import io.vecbridge.milvus.source.snapshot.PrimaryKeyCursor;
import io.vecbridge.milvus.source.snapshot.SnapshotBudget;
import io.vecbridge.milvus.source.snapshot.SnapshotPager;
import io.vecbridge.tool.row.MilvusPage.Entity;
import io.vecbridge.tool.row.MilvusPage.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;

/** A collection that is compared. */
public final class MilvusSide {
  private static final int MOST_ROWS = 16_384;
  private static final int LOOKED_UP = 1_000;
  private static final long MOST_BYTES = 4L * PageSize.TARGET_BYTES;

  private final MilvusClient client;
  private final MilvusCollection collection;
  private final Layout layout;
  private final String filter;

  /**
   * A collection.
   *
   * @param collection with the fields that the layout reads
   * @param filter Milvus's expression for the rows that are compared; empty for all
   */
  public MilvusSide(
      MilvusClient client, MilvusCollection collection, Layout layout, String filter) {
    this.client = client;
    this.collection = collection;
    this.layout = layout;
    this.filter = filter;
  }

  /** The name of the primary key. */
  public String key() {
    return collection.primaryKey().name();
  }

  /** Whether the primary key is INT64. */
  public boolean hasNumberKeys() {
    return collection.primaryKey().type() == DataType.Int64;
  }

  /** The record that deletes the row of a key. */
  public SinkRecord delete(Object key) {
    return layout.events().delete(layout.plain().key(key));
  }

  /** The pages after a key; of all rows if it is null. */
  public MilvusScan scan(KeyRange range, Object after) throws InterruptedException {
    Map<RowBatch, MilvusPage> opened = new ConcurrentHashMap<>();
    Function<QueryResults, RowBatch> opener =
        answer -> {
          MilvusPage page = layout.open(answer);
          opened.put(page.batch(), page);
          return page.batch();
        };
    PrimaryKeyCursor cursor = new PrimaryKeyCursor(key(), after, range.expression(key(), filter));
    SnapshotPager pager =
        SnapshotPager.of(
            client,
            collection,
            opener,
            new SnapshotPager.Reading(MOST_ROWS, cursor, false),
            new SnapshotBudget(1, MOST_BYTES));
    return new MilvusScan(pager, opened, client.allocTimestamp());
  }

  /** The rows of some keys by key, whether or not they match the filter; several of one key too. */
  public Map<Object, List<Entity>> lookup(List<?> keys) throws InterruptedException {
    Map<Object, List<Entity>> found = new HashMap<>();
    if (keys.isEmpty()) {
      return found;
    }
    MilvusPageSource source = new MilvusPageSource(client, collection, false);
    long timestamp = client.allocTimestamp();
    for (int i = 0; i < keys.size(); i += LOOKED_UP) {
      List<?> some = keys.subList(i, Math.min(keys.size(), i + LOOKED_UP));
      lookup(source, timestamp, some, found);
    }
    return found;
  }

  private void lookup(
      MilvusPageSource source, long timestamp, List<?> keys, Map<Object, List<Entity>> found)
      throws InterruptedException {
    try {
      for (String expression : MilvusLiteral.in(key(), keys)) {
        MilvusPage page = layout.open(client.await(source.read(expression, MOST_ROWS, timestamp)));
        for (int row = 0; row < page.rows(); row++) {
          Entity entity = page.row(row);
          found.computeIfAbsent(entity.key(), key -> new ArrayList<>()).add(entity);
        }
      }
    } catch (MilvusRequestException e) {
      if (e.reason() != MilvusReason.TOO_LARGE || keys.size() == 1) {
        throw e;
      }
      int half = keys.size() / 2;
      lookup(source, timestamp, keys.subList(0, half), found);
      lookup(source, timestamp, keys.subList(half, keys.size()), found);
    }
  }

  /** The number of rows of a range that match the filter; each copy of a key counts. */
  public long count(KeyRange range) throws InterruptedException {
    QueryRequest request =
        QueryRequest.newBuilder()
            .setDbName(collection.database())
            .setCollectionName(collection.name())
            .setExpr(range.expression(key(), filter))
            .addOutputFields("count(*)")
            .setConsistencyLevel(ConsistencyLevel.Strong)
            .build();
    QueryResults answer = client.await(client.query(request));
    return answer.getFieldsData(0).getScalars().getLongData().getData(0);
  }
}
