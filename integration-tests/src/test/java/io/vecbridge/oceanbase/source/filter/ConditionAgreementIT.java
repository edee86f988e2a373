// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.OceanBaseClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The connector evaluates SQL conditions as OceanBase does. */
@ExtendWith(ClusterExtension.class)
class ConditionAgreementIT {
  private static final String DATABASE = "conditions";
  private static final int ROWS = 100;
  private static final int CONDITIONS = Integer.getInteger("filter.conditions", 200);

  @Test
  void everyConditionThatIsEvaluatedHasTheRowsThatOceanBaseReturns(Cluster cluster)
      throws Exception {
    long seed = Long.getLong("filter.seed", new Random().nextLong());
    RandomConditions random = new RandomConditions(new Random(seed));
    List<List<String>> rows = new ArrayList<>();
    try (OceanBaseClient setup = new OceanBaseClient(cluster.oceanBase(), "test")) {
      setup.execute("DROP DATABASE IF EXISTS " + DATABASE);
      setup.execute("CREATE DATABASE " + DATABASE);
    }
    try (OceanBaseClient client = new OceanBaseClient(cluster.oceanBase(), DATABASE)) {
      client.execute(RandomConditions.table("filtered"));
      for (int id = 0; id < ROWS; id++) {
        List<String> row = random.row();
        rows.add(row);
        client.execute(RandomConditions.insert("filtered", id, row));
      }
      TableDefinition table =
          new TableReader().read(client.connection(), new TableName(DATABASE, "filtered"));
      for (int i = 0; i < CONDITIONS; i++) {
        String sql = random.condition(i % 3);
        assertThat(matching(RowCondition.of(sql, table), rows))
            .as("%s (-Dfilter.seed=%d)", sql, seed)
            .containsExactlyInAnyOrderElementsOf(
                client.query("SELECT id FROM filtered WHERE " + sql));
      }
    }
  }

  private static TreeSet<String> matching(RowCondition condition, List<List<String>> rows) {
    TreeSet<String> keys = new TreeSet<>();
    for (int id = 0; id < rows.size(); id++) {
      List<String> row = rows.get(id);
      if (condition.matches(
          column ->
              RandomConditions.cell(
                  RandomConditions.indexOf(condition.columns().get(column).name()), row))) {
        keys.add(String.valueOf(id));
      }
    }
    return keys;
  }
}
