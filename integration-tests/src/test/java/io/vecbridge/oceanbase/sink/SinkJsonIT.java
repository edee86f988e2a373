// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;
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
}
