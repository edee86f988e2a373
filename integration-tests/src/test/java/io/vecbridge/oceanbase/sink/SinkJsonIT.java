// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** JSON of every kind is kept as the server keeps JSON. */
@ExtendWith(TenantExtension.class)
class SinkJsonIT {
  private static final String DATABASE = "sink_json";

  @Test
  void jsonIsKept(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "json",
            column("id", SchemaBuilder.int64()),
            column("j", SchemaBuilder.string().name("io.debezium.data.Json")));
    List<String> texts =
        List.of(
            "\"test\"",
            "null",
            "true",
            "18446744073709551615",
            "-9223372036854775808",
            "0.1",
            "1e308",
            "[]",
            "{\"a\": [1, {\"b\": null}]}",
            "[".repeat(101) + "]".repeat(101));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      for (int i = 0; i < texts.size(); i++) {
        sink.put(records.change("c", (long) i, texts.get(i)));
      }

      assertThat(sink.reported()).isEmpty();
      assertThat(client.query("SELECT j FROM json ORDER BY id")).containsExactlyElementsOf(texts);
    }
  }

  @Test
  void numbersAreKeptToTheBit(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "numbers",
            column("id", SchemaBuilder.int64()),
            column("j", SchemaBuilder.string().name("io.debezium.data.Json")));
    Random random = new Random(11);
    List<SinkRecord> put = new ArrayList<>();
    List<List<Double>> expected = new ArrayList<>();
    for (long id = 0; id < 60; id++) {
      double any = Double.longBitsToDouble(random.nextLong());
      List<Double> numbers =
          List.of(random.nextDouble(), Double.isFinite(any) ? any : 1e-300, id / 8.0);
      expected.add(numbers);
      put.add(
          records.change(
              "c",
              id,
              "{\"a \\\"b\\\\.$[0]\": [1, %s], \"c\": {\"d\": %s, \"e\": \"0.12345678901234567\"}, \"f\": %s}"
                  .formatted(numbers.get(0), numbers.get(1), numbers.get(2))));
    }
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "batch.size", "25")) {
      sink.put(put);

      assertThat(sink.reported()).isEmpty();
      List<String> stored = client.query("SELECT j FROM numbers ORDER BY id");
      for (int i = 0; i < stored.size(); i++) {
        JsonNode json = new ObjectMapper().readTree(stored.get(i));
        assertThat(
                List.of(
                    json.get("a \"b\\.$[0]").get(1).doubleValue(),
                    json.get("c").get("d").doubleValue(),
                    json.get("f").doubleValue()))
            .as(stored.get(i))
            .isEqualTo(expected.get(i));
        assertThat(json.get("c").get("e").textValue()).isEqualTo("0.12345678901234567");
        assertThat(json.get("a \"b\\.$[0]").get(0).isInt()).isTrue();
      }
      assertThat(stored).hasSize(60);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
