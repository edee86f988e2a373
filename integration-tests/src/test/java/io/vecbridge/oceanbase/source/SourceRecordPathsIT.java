// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.SchemaRegistry;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import io.vecbridge.records.RecordFormat;
import io.vecbridge.records.RecordPath;
import io.vecbridge.records.RecordValues;
import io.vecbridge.records.Treatment;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.predicates.TopicNameMatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What converters and transformations make of the source's records. */
@ExtendWith(TenantExtension.class)
class SourceRecordPathsIT {
  private static final String DATABASE = "source_paths";

  private final Tenant tenant;

  SourceRecordPathsIT(Tenant tenant) {
    this.tenant = tenant;
  }

  @Test
  void convertersWithSchemasLeaveEveryRecordAsItIsOnEachPath() throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSource source = new DirectSource(tenant, DATABASE);
        SchemaRegistry registry = new SchemaRegistry()) {
      client.execute(
          """
          CREATE TABLE paths (id BIGINT PRIMARY KEY, t VARCHAR(50), n INT, bu BIGINT UNSIGNED,
            dc DECIMAL(20,5), f FLOAT, d DOUBLE, da DATE, dt DATETIME(6), ts TIMESTAMP(3) NULL,
            tm TIME(6), y YEAR, raw VARBINARY(9), b BIT(9), e ENUM('a','b'), j JSON,
            v VECTOR(3), s SPARSEVECTOR, a ARRAY(INT), av ARRAY(VARCHAR(9)))\
          """);
      client.execute(
          """
          INSERT INTO paths VALUES (1, 'it''s é中', -5, 18446744073709551615, -1.50000, 0.1,
            0.36211948452850884, '2024-02-29', '1969-12-31 23:59:59.999999',
            '2024-02-29 23:59:59.999', '-26:15:00.000001', 2155, x'00275CFF', b'100000010', 'b',
            '{"a": [1, null]}', '[0.1,-1.5,3e38]', '{1:0.1,70000:2}', '[1,2]', '["", "a"]')\
          """);
      client.execute("INSERT INTO paths (id) VALUES (2)");
      source.start();
      source.until("the rows came", () -> source.table(DATABASE, "paths").size() == 2);
      client.execute("UPDATE paths SET t = 'changed', v = NULL WHERE id = 1");
      client.execute("DELETE FROM paths WHERE id = 2");
      source.until("the delete came", () -> source.table(DATABASE, "paths").size() == 1);
      List<SourceRecord> records = source.records();
      for (Treatment treatment : Treatment.values()) {
        for (RecordFormat format : List.of(RecordFormat.JSON_WITH_SCHEMAS, RecordFormat.AVRO)) {
          RecordPath path = new RecordPath(format, registry, treatment.transforms(), List.of());
          assertThat(RecordValues.of(path.carry(records)))
              .as("%s, %s", format, treatment)
              .isEqualTo(RecordValues.of(path.sent(records)));
        }
      }
    }
  }

  @Test
  void offsetsAdvanceWhileATransformationDropsEveryRecord() throws SQLException {
    TopicNameMatches<SourceRecord> data = new TopicNameMatches<>();
    data.configure(Map.of("pattern", DirectSource.PREFIX + "[.].*"));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSource source = new DirectSource(tenant, DATABASE).dropping(data::test)) {
      client.execute("CREATE TABLE dropped (id BIGINT PRIMARY KEY)");
      client.execute("INSERT INTO dropped VALUES (1)");
      source.start();
      source.until("the snapshot is over", () -> source.scn("dropped") > 0);
      long before = source.scn("dropped");
      client.execute("INSERT INTO dropped VALUES (2)");
      source.until("the offset advances", () -> source.scn("dropped") > before);
      long after = source.scn("dropped");
      source.until("it advances again", () -> source.scn("dropped") > after);
      source.stop();

      source.dropping(record -> false).start();
      client.execute("INSERT INTO dropped VALUES (3)");
      source.until("the new row came", () -> !source.records().isEmpty());
      assertThat(source.rows(DATABASE, "dropped")).containsExactly(List.of(3L));
    }
  }
}
