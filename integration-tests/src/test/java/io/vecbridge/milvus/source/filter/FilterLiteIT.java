// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.server.MilvusLiteServer;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.collection.MilvusField.Roles;
import io.vecbridge.milvus.source.collection.MilvusField.Values;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The connector evaluates expressions of later versions as Milvus Lite does: with null fields,
 * missing keys and elements, null tests, whole numbers in JSON, and patterns of any form.
 */
@ExtendWith(ClusterExtension.class)
class FilterLiteIT {
  private static final int ROWS = 100;
  private static final int EXPRESSIONS = Integer.getInteger("filter.expressions", 200);
  private static final MilvusVersion LATEST = MilvusVersion.of("v3.0.0");
  private static final String COLLECTION = "filtered";

  /** True of each row; with a function, Lite evaluates the whole expression row by row. */
  private static final String BY_ROWS = "array_length(numbers) >= 0 and ";

  @Test
  void everyExpressionThatIsEvaluatedHasTheRowsThatMilvusLiteReturns(Cluster cluster) {
    long seed = Long.getLong("filter.seed", new Random().nextLong());
    Random random = new Random(seed);
    List<Map<String, Object>> rows = new NullableRows(random).rows(ROWS);
    LaterExpressions expressions = new LaterExpressions(random);
    CollectionSchema schema = NullableRows.collection(COLLECTION).build();
    try (MilvusLiteServer lite = cluster.start(new MilvusLiteServer(cluster.workspace()));
        MilvusClient milvus = new MilvusClient(lite.uri())) {
      milvus.create(NullableRows.collection(COLLECTION));
      milvus.insert(COLLECTION, NullableRows.columns(rows));
      for (int i = 0; i < EXPRESSIONS; i++) {
        String expression =
            i % 4 == 0
                ? evaluated(expressions::escapedPattern)
                : BY_ROWS + "(" + expressions.condition(i % 4 - 1) + ")";
        assertThat(matching(RowFilter.of(expression, fields(schema), LATEST), rows))
            .as("%s (-Dfilter.seed=%d)", expression, seed)
            .isEqualTo(returned(milvus, expression));
      }
    }
  }

  /** A pattern that ends with an escape is refused. */
  private static String evaluated(Supplier<String> pattern) {
    String expression = pattern.get();
    while (expression.endsWith("\\\\%'")) {
      expression = pattern.get();
    }
    return expression;
  }

  private static List<MilvusField> fields(CollectionSchema schema) {
    return schema.getFieldsList().stream()
        .map(
            field ->
                new MilvusField(
                    field.getFieldID(),
                    field.getName(),
                    new Values(
                        field.getDataTypeValue(), field.getElementType(), 0, 0, 0, List.of()),
                    Roles.NONE,
                    field.getNullable(),
                    ""))
        .toList();
  }

  private static Set<Long> matching(RowFilter filter, List<Map<String, Object>> rows) {
    Set<Long> keys = new TreeSet<>();
    for (Map<String, Object> row : rows) {
      if (filter.matches(field -> row.get(filter.fields().get(field).name()))) {
        keys.add((Long) row.get("id"));
      }
    }
    return keys;
  }

  private static Set<Long> returned(MilvusClient milvus, String expression) {
    QueryResults results =
        milvus
            .stub()
            .query(
                QueryRequest.newBuilder()
                    .setCollectionName(COLLECTION)
                    .setExpr(expression)
                    .addOutputFields("id")
                    .build());
    assertThat(results.getStatus().getCode())
        .as("%s: %s", expression, results.getStatus())
        .isZero();
    Set<Long> keys = new TreeSet<>();
    for (var column : results.getFieldsDataList()) {
      if (column.getFieldName().equals("id")) {
        keys.addAll(column.getScalars().getLongData().getDataList());
      }
    }
    return keys;
  }
}
