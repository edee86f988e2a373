// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.SchemaRegistry;
import io.vecbridge.records.ChangeStream;
import io.vecbridge.records.ModelColumn;
import io.vecbridge.records.RecordFormat;
import io.vecbridge.records.RecordPath;
import io.vecbridge.records.Transform;
import io.vecbridge.records.Treatment;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One change stream leaves the same rows on every way that records take: through each converter, as
 * envelopes and as rows, transformed at the source and at the sink.
 */
@ExtendWith(TenantExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SinkRecordPathsIT {
  private static final String DATABASE = "record_paths";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("content", "VARCHAR(100)"),
          Map.entry("i", "INT"),
          Map.entry("l", "BIGINT"),
          Map.entry("f", "FLOAT"),
          Map.entry("d", "DOUBLE"),
          Map.entry("b", "BOOLEAN"),
          Map.entry("amount", "DECIMAL(10,3)"),
          Map.entry("da", "DATE"),
          Map.entry("dt", "DATETIME(6)"),
          Map.entry("zt", "DATETIME(6)"),
          Map.entry("tm", "TIME(6)"),
          Map.entry("raw", "VARBINARY(20)"),
          Map.entry("j", "JSON"),
          Map.entry("v", "VECTOR(3)"),
          Map.entry("p", "VECTOR(3)"),
          Map.entry("s", "SPARSEVECTOR"));

  private enum Place {
    SOURCE,
    SINK
  }

  private final SchemaRegistry registry = new SchemaRegistry();
  private final Tenant tenant;
  private final OceanBaseClient client;
  private int tables;

  SinkRecordPathsIT(Tenant tenant) throws SQLException {
    this.tenant = tenant;
    this.client = tenant.emptied(DATABASE);
  }

  @AfterAll
  void end() throws SQLException {
    registry.close();
    client.close();
  }

  private static Stream<Arguments> paths() {
    List<Arguments> paths = new ArrayList<>();
    for (RecordFormat format : RecordFormat.values()) {
      for (Treatment treatment : Treatment.values()) {
        paths.add(Arguments.of(format, treatment, Place.SOURCE));
        if (format.hasSchemas() || treatment.needsNoSchema()) {
          paths.add(Arguments.of(format, treatment, Place.SINK));
        }
      }
    }
    return paths.stream();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyPathLeavesTheSameRows(RecordFormat format, Treatment treatment, Place place)
      throws SQLException, JsonProcessingException {
    String table = "t" + ++tables;
    ChangeStream changes =
        format.hasSchemas()
            ? new ChangeStream("ice", DATABASE, table)
            : ChangeStream.schemaless("ice", DATABASE, table, treatment.keepsEnvelopes());
    if (!format.hasSchemas()) {
      create(table, changes, treatment);
    }
    List<SinkRecord> records = path(format, treatment, place).carry(changes.records());
    try (DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.subList(0, records.size() / 2));
      sink.put(records.subList(records.size() / 2, records.size()));

      assertThat(sink.reported()).isEmpty();
      assertThat(new StoredRows(client, table, treatment).read(changes))
          .isEqualTo(expected(changes, treatment));
    }
  }

  @Test
  void envelopesWithoutSchemasRemainEnvelopesAfterExtractNewRecordStateInTheSink()
      throws SQLException, JsonProcessingException {
    ChangeStream changes = ChangeStream.schemaless("ice", DATABASE, "remaining", true);
    create("remaining", changes, Treatment.ENVELOPES);
    RecordPath path = path(RecordFormat.JSON_WITHOUT_SCHEMAS, Treatment.ROWS, Place.SINK);
    try (DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(path.carry(changes.records()));

      assertThat(sink.reported()).isEmpty();
      assertThat(new StoredRows(client, "remaining", Treatment.ENVELOPES).read(changes))
          .isEqualTo(expected(changes, Treatment.ENVELOPES));
    }
  }

  @Test
  void theRouterOfLogicalTablesRefusesRecordsWithoutSchemasInTheSink() {
    ChangeStream changes = ChangeStream.schemaless("ice", DATABASE, "refused", true);
    RecordPath path =
        path(RecordFormat.JSON_WITHOUT_SCHEMAS, Treatment.ENVELOPES_BY_LOGICAL_TABLE, Place.SINK);
    assertThatThrownBy(() -> path.carry(changes.records()))
        .hasMessageContaining("Only Struct objects supported");
  }

  @Test
  void aKeyThatIsRenamedWithoutItsEnvelopeIsRefusedByName() throws SQLException {
    ChangeStream changes = ChangeStream.schemaless("ice", DATABASE, "half_renamed", true);
    create("half_renamed", changes, Treatment.ENVELOPES);
    RecordPath path =
        path(RecordFormat.JSON_WITHOUT_SCHEMAS, Treatment.ROWS_WITH_A_RENAMED_KEY, Place.SINK);
    try (DirectSink sink = new DirectSink(tenant, DATABASE)) {
      assertThatThrownBy(() -> sink.put(path.carry(changes.records())))
          .hasMessageContaining("The record's key column 'product_id' is not part of");
    }
  }

  @Test
  void numbersWhoseUnitOnlyASchemaGivesAreReported() throws SQLException {
    ChangeStream changes = new ChangeStream("ice", DATABASE, "units");
    create("units", changes, Treatment.ENVELOPES);
    RecordPath path = path(RecordFormat.JSON_WITHOUT_SCHEMAS, Treatment.ENVELOPES, Place.SOURCE);
    try (DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(path.carry(changes.records()));

      assertThat(sink.reported())
          .hasSize(9)
          .allMatch(
              message -> message.contains(": a date or time with a logical type is expected"));
      assertThat(client.query("SELECT id FROM units WHERE content IS NOT NULL")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON_WITH_SCHEMAS", "AVRO"})
  void shardsOfALogicalTableAreToldApartByTheKeyThatTheRouterExtends(RecordFormat format)
      throws SQLException {
    String table = format == RecordFormat.AVRO ? "avro_orders" : "json_orders";
    List<Transform> transforms =
        List.of(
            Transform.of(
                Transform.Kind.BY_LOGICAL_TABLE_ROUTER,
                "topic.regex",
                "(.*)_[0-9]",
                "topic.replacement",
                "$1"),
            Transform.of(Transform.Kind.EXTRACT_NEW_RECORD_STATE));
    RecordPath path = new RecordPath(format, registry, transforms, List.of());
    ChangeStream first = new ChangeStream("ice", DATABASE, table + "_1");
    ChangeStream second = new ChangeStream("ice", DATABASE, table + "_2");
    try (DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(path.carry(first.records()));
      sink.put(path.carry(second.records()));

      assertThat(sink.reported()).isEmpty();
      assertThat(client.query("SELECT id FROM " + table + " ORDER BY id"))
          .containsExactly("1", "1", "2", "2", "3", "3", "7", "7");
    }
  }

  private RecordPath path(RecordFormat format, Treatment treatment, Place place) {
    return new RecordPath(
        format,
        registry,
        place == Place.SOURCE ? treatment.transforms() : List.of(),
        place == Place.SINK ? treatment.transforms() : List.of());
  }

  private void create(String table, ChangeStream changes, Treatment treatment) throws SQLException {
    StringBuilder sql = new StringBuilder("CREATE TABLE " + table + " (");
    sql.append(treatment.nameOf("id")).append(" BIGINT PRIMARY KEY");
    for (ModelColumn column : changes.values()) {
      String name = treatment.nameOf(column.name());
      if (!name.isEmpty()) {
        sql.append(", ").append(name).append(' ').append(TYPES.get(column.name()));
      }
    }
    client.execute(sql + ")");
  }

  private static Map<Long, Map<String, String>> expected(
      ChangeStream changes, Treatment treatment) {
    Map<Long, Map<String, String>> expected = new TreeMap<>();
    changes
        .rows()
        .forEach(
            (id, row) -> {
              Map<String, String> kept = new LinkedHashMap<>(row);
              kept.keySet().removeIf(column -> treatment.nameOf(column).isEmpty());
              expected.put(id, kept);
            });
    return expected;
  }
}
