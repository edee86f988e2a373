// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Configuration;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.row.RowBatch;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The connector evaluates expressions as Milvus does. */
@ExtendWith(ClusterExtension.class)
class FilterAgreementIT {
  private static final int ROWS = 100;
  private static final int EXPRESSIONS = Integer.getInteger("filter.expressions", 200);

  private final Cluster cluster;
  private final MilvusClient milvus;

  FilterAgreementIT(Cluster cluster) {
    this.cluster = cluster;
    this.milvus = new MilvusClient(cluster.milvus().uri());
  }

  @AfterEach
  void close() {
    milvus.close();
  }

  @Test
  void everyExpressionThatIsEvaluatedHasTheRowsThatMilvusReturns() throws InterruptedException {
    long seed = Long.getLong("filter.seed", new Random().nextLong());
    Random random = new Random(seed);
    milvus.create(RandomRows.collection("filtered"));
    milvus.insert("filtered", new RandomRows(random).rows(ROWS));
    MilvusCollection collection = describe();
    MilvusVersion version = MilvusVersion.of("v2.3.5");
    QueryResults all = query("id > -1000", "*", ConsistencyLevel.Strong);
    RandomExpressions expressions = new RandomExpressions(random);
    for (int i = 0; i < EXPRESSIONS; i++) {
      String expression = expressions.condition(i % 3);
      ChangeFilter filter = new ChangeFilter(expression, collection, version);
      assertThat(matching(filter, filter.layout().open(all)))
          .as("%s (-Dfilter.seed=%d)", expression, seed)
          .isEqualTo(keys(query(expression, "id", ConsistencyLevel.Eventually)));
    }
  }

  private MilvusCollection describe() throws InterruptedException {
    Configuration options =
        Configuration.create().with(MilvusConnectionOptions.URI, cluster.milvus().uri()).build();
    try (io.vecbridge.common.milvus.MilvusClient client =
        io.vecbridge.common.milvus.MilvusClient.open(
            MilvusConnectionOptions.from(
                Options.none()
                    .with("Milvus", MilvusConnectionOptions.FIELDS)
                    .withDefaults(options)))) {
      return new CollectionDiscovery(client, id -> true)
          .describe("default", "filtered")
          .orElseThrow();
    }
  }

  private static Set<Long> matching(ChangeFilter filter, RowBatch rows) {
    Set<Long> keys = new TreeSet<>();
    for (int row = 0; row < rows.rows(); row++) {
      if (filter.matches(rows, row)) {
        keys.add((Long) rows.primaryKey(row));
      }
    }
    return keys;
  }

  private QueryResults query(String expression, String field, ConsistencyLevel consistency) {
    QueryResults results =
        milvus
            .stub()
            .query(
                QueryRequest.newBuilder()
                    .setCollectionName("filtered")
                    .setExpr(expression)
                    .addOutputFields(field)
                    .setConsistencyLevel(consistency)
                    .build());
    assertThat(results.getStatus().getCode())
        .as("%s: %s", expression, results.getStatus())
        .isZero();
    return results;
  }

  private static Set<Long> keys(QueryResults results) {
    Set<Long> keys = new TreeSet<>();
    for (var column : results.getFieldsDataList()) {
      if (column.getFieldName().equals("id")) {
        keys.addAll(column.getScalars().getLongData().getDataList());
      }
    }
    return keys;
  }
}
