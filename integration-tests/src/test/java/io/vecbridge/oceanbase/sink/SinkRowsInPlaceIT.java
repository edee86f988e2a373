// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.milvus;
import static io.vecbridge.sink.SourceRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An update changes a row in place: what belongs to the row or refers to it stays. */
@ExtendWith(TenantExtension.class)
class SinkRowsInPlaceIT {
  private static final String DATABASE = "sink_in_place";

  @Test
  void anUpdateOfATableWithAnotherUniqueKeyKeepsChildrenAndColumnsOfItsOwn(Tenant tenant)
      throws SQLException {
    CollectionRecords users = texts("users", "email");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "delete.enabled", "false")) {
      client.execute(
          "CREATE TABLE users (id BIGINT PRIMARY KEY, email VARCHAR(50),"
              + " reviewed INT DEFAULT 0, UNIQUE KEY (email))");
      client.execute(
          "CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id BIGINT,"
              + " FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE)");
      client.execute(
          "CREATE TABLE carts (id BIGINT PRIMARY KEY, user_id BIGINT,"
              + " FOREIGN KEY (user_id) REFERENCES users(id))");
      sink.put(users.change("c", 1L, "a@x"), users.change("c", 2L, "b@x"));
      client.execute("UPDATE users SET reviewed = 1");
      client.execute("INSERT INTO orders VALUES (7, 1)");
      client.execute("INSERT INTO carts VALUES (8, 1)");

      // Two rows exchange their values, and one gets another.
      sink.put(users.change("u", 1L, "b@x"), users.change("u", 2L, "a@x"));
      assertThat(client.query("SELECT CONCAT(id, email, reviewed) FROM users ORDER BY id"))
          .containsExactly("1b@x1", "2a@x1");
      sink.put(users.change("u", 1L, "c@x"));

      assertThat(client.query("SELECT CONCAT(id, email, reviewed) FROM users ORDER BY id"))
          .containsExactly("1c@x1", "2a@x1");
      assertThat(client.count("orders")).isEqualTo(1);
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void rowsExchangeValuesThatCanNotBeNull(Tenant tenant) throws SQLException {
    CollectionRecords places = texts("places", "name");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute(
          "CREATE TABLE places (id BIGINT PRIMARY KEY, name VARCHAR(50) NOT NULL,"
              + " seen INT DEFAULT 0, UNIQUE KEY (name))");
      sink.put(
          places.change("c", 1L, "a"), places.change("c", 2L, "b"), places.change("c", 3L, "c"));
      client.execute("UPDATE places SET seen = id");
      sink.put(
          places.change("u", 1L, "b"), places.change("u", 2L, "c"), places.change("u", 3L, "a"));

      assertThat(client.query("SELECT CONCAT(id, name, seen) FROM places ORDER BY id"))
          .containsExactly("1b1", "2c2", "3a3");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void aRowWhosePartitionKeyChangesKeepsItsOwnColumns(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "moved",
            Map.of("vecbridge.partitions", "4"),
            milvus("id", SchemaBuilder.int64(), "INT64", 0, null),
            milvus("tenant", SchemaBuilder.string(), "VARCHAR", 20, "partition_key"),
            milvus("v", SchemaBuilder.string(), "VARCHAR", 20, null));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.change("c", 1L, "north", "a"), records.change("c", 2L, "north", "a"));
      client.execute("ALTER TABLE moved ADD COLUMN seen INT DEFAULT 0");
      client.execute("UPDATE moved SET seen = id");
      sink.put(
          records.change("u", 1L, "south", "b"),
          records.change("u", 2L, "north", "b"),
          records.change("c", 3L, "west", "b"));

      assertThat(client.query("SELECT CONCAT(id, tenant, v, seen) FROM moved ORDER BY id"))
          .containsExactly("1southb1", "2northb2", "3westb0");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void parentsAndChildrenComeInAnyOrderInOnePut(Tenant tenant) throws SQLException {
    CollectionRecords orders = texts("orders", "name");
    CollectionRecords lines =
        new CollectionRecords(
            DATABASE,
            "order_lines",
            column("id", SchemaBuilder.int64()),
            column("order_id", SchemaBuilder.int64()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute("CREATE TABLE orders (id BIGINT PRIMARY KEY, name VARCHAR(20))");
      client.execute(
          "CREATE TABLE order_lines (id BIGINT PRIMARY KEY, order_id BIGINT,"
              + " FOREIGN KEY (order_id) REFERENCES orders(id))");
      sink.put(orders.change("c", 1L, "a"));
      sink.put(lines.change("c", 10L, 1L), orders.change("c", 2L, "b"), lines.change("c", 11L, 2L));

      assertThat(client.query("SELECT id FROM order_lines ORDER BY id"))
          .containsExactly("10", "11");

      sink.put(orders.change("u", 1L, "c"), lines.delete(11L), orders.delete(2L));

      assertThat(client.query("SELECT name FROM orders")).containsExactly("c");
      assertThat(client.query("SELECT id FROM order_lines")).containsExactly("10");

      // The parent is in another partition, and comes later.
      sink.put(lines.change("c", 12L, 3L));
      assertThat(client.count("order_lines")).isEqualTo(1);
      sink.put(orders.change("c", 3L, "d"));
      assertThat(client.count("order_lines")).isEqualTo(2);
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void aKeyOfZeroStaysZeroInAnAutoIncrementColumn(Tenant tenant) throws SQLException {
    CollectionRecords records = texts("counted", "v");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute("CREATE TABLE counted (id BIGINT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(20))");
      sink.put(records.change("c", 0L, "a"));
      sink.put(records.change("c", 0L, "b"));

      assertThat(client.query("SELECT CONCAT(id, v) FROM counted")).containsExactly("0b");

      sink.put(records.delete(0L));
      assertThat(client.count("counted")).isZero();
    }
  }

  private static CollectionRecords texts(String collection, String name) {
    return new CollectionRecords(
        DATABASE,
        collection,
        column("id", SchemaBuilder.int64()),
        column(name, SchemaBuilder.string()));
  }
}
