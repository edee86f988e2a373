// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TenantExtension.class)
class SideEffectsIT {
  private static final String DATABASE = "sink_side_effects";

  @Test
  void triggersAndCascadingForeignKeysAreWarnedOf(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        Connection connection =
            DriverManager.getConnection(tenant.url(), tenant.username(), tenant.password())) {
      client.execute("CREATE TABLE users (id BIGINT PRIMARY KEY, seen INT)");
      client.execute(
          "CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id BIGINT,"
              + " FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE)");
      client.execute(
          "CREATE TRIGGER seen BEFORE UPDATE ON orders FOR EACH ROW SET NEW.user_id = NULL");

      assertThat(SideEffects.of(connection, List.of(table("users"), table("orders"))))
          .containsExactly(
              "Table sink_side_effects.orders has triggers. They run for each row that the"
                  + " connector writes, also when it is delivered again.",
              "Foreign keys refer to table sink_side_effects.users with ON DELETE CASCADE or SET"
                  + " NULL: deletes change rows of other tables.");
      assertThat(SideEffects.of(connection, List.of(table("other")))).isEmpty();
    }
  }

  private static TableName table(String name) {
    return new TableName(DATABASE, name);
  }
}
