// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.testing.SchemaChange;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Vector columns get the indexes of the source, and rows need none. */
@Tag("slow")
@ExtendWith(TenantExtension.class)
class SinkIndexesIT {
  private static final String DATABASE = "sink_indexes";
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void aTableIsCreatedWithTheIndexesOfItsCollection(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = ofSource(tenant)) {
      sink.put(schemaChange("docs", 8, "HNSW,COSINE,M=8", "SPARSE_INVERTED_INDEX,IP"));

      assertThat(TableIndexes.of(client, "docs").get("v")).contains("COSINE", "TYPE=HNSW", "M=8");
      assertThat(TableIndexes.of(client, "docs").get("s")).contains("INNER_PRODUCT", "TYPE=SINDI");
    }
  }

  @Test
  void anExistingTableGetsWhatItLacksAndKeepsWhatItHas(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = ofSource(tenant)) {
      client.execute(
          "CREATE TABLE docs (id BIGINT PRIMARY KEY, v VECTOR(8), s SPARSEVECTOR,"
              + " VECTOR INDEX vidx_1 (v) WITH (distance=l2, type=hnsw))");
      sink.put(schemaChange("docs", 8, "HNSW,COSINE", "SPARSE_INVERTED_INDEX,IP"));

      Await.until("the other index", SOON, () -> TableIndexes.of(client, "docs").containsKey("s"));
      assertThat(TableIndexes.of(client, "docs").get("v")).contains("DISTANCE=L2");
    }
  }

  @Test
  void anIndexThatTheServerRefusesIsLeftOutAndRowsAreWritten(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = ofSource(tenant)) {
      sink.put(schemaChange("wide", 4_097, "HNSW,L2", "SPARSE_INVERTED_INDEX,IP"));
      sink.put(
          new SinkRecord(
              "vec." + DATABASE + ".wide",
              0,
              null,
              Map.of("id", 1L),
              null,
              Map.of("id", 1L, "s", Map.of("indices", List.of(3), "values", List.of(0.5))),
              0));

      assertThat(client.query("SELECT id FROM wide")).containsExactly("1");
      Await.until("the other index", SOON, () -> TableIndexes.of(client, "wide").containsKey("s"));
      assertThat(TableIndexes.of(client, "wide")).doesNotContainKey("v");
    }
  }

  @Test
  void deferredIndexesAreBuiltAfterTheLastRowOfTheSnapshotThoughTheTaskIsRestarted(Tenant tenant)
      throws SQLException {
    tenant.emptied(DATABASE + "_book").close();
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      try (DirectSink sink = deferred(tenant)) {
        sink.put(event("docs", "true"), row("docs", 1, "true"));
        sink.put(row("docs", 2, "last"));
        assertThat(TableIndexes.of(client, "docs")).isEmpty();
      }
      // The offset of the event is not committed before the indexes are there.
      try (DirectSink sink = deferred(tenant)) {
        sink.put(event("docs", "true"), event("others", "true"));
        Await.until("the index", SOON, () -> TableIndexes.of(client, "docs").containsKey("v"));
        sink.put(row("others", 1, "true"));
        sink.letTimePass(1_000);
        sink.put();
        assertThat(TableIndexes.of(client, "others")).isEmpty();
        sink.put(event("others", "last"));
        Await.until(
            "the other index", SOON, () -> TableIndexes.of(client, "others").containsKey("v"));
      }
    }
  }

  @Test
  void anIndexWhoseBuildAnEndedTaskHasLeftIsBuiltAgain(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        OceanBaseClient ended =
            new OceanBaseClient(tenant.url(), tenant.username(), tenant.password(), DATABASE)) {
      client.execute("CREATE TABLE docs (id BIGINT PRIMARY KEY, v VECTOR(8), s SPARSEVECTOR)");
      client.execute("INSERT INTO docs (id, v) VALUES (0, '[1,2,3,4,5,6,7,8]')");
      for (int rows = 1; rows < 65_536; rows *= 2) {
        client.execute("INSERT INTO docs (id, v) SELECT id + " + rows + ", v FROM docs");
      }
      Thread build =
          new Thread(
              () ->
                  assertThatThrownBy(
                          () ->
                              ended.execute(
                                  "CREATE VECTOR INDEX vidx_1 ON docs (v)"
                                      + " WITH (distance=cosine, type=hnsw)"))
                      .isInstanceOf(SQLException.class));
      build.start();
      Await.until("the build", SOON, () -> TableIndexes.of(client, "docs").containsKey("v"));
      ended.connection().abort(Runnable::run);

      try (DirectSink sink = ofSource(tenant)) {
        sink.put(schemaChange("docs", 8, "HNSW,COSINE", ""));
        Await.until("the end of the build", SOON, () -> TableIndexes.of(client, "docs").isEmpty());
        Await.until(
            "the index",
            SOON,
            () -> {
              sink.letTimePass(1_000);
              sink.put();
              return TableIndexes.of(client, "docs").containsKey("v");
            });
      }
    }
  }

  private static DirectSink deferred(Tenant tenant) {
    return new DirectSink(
        tenant,
        DATABASE,
        "vector.index.type",
        "source",
        "vector.index.creation",
        "deferred",
        "bookkeeping.database",
        DATABASE + "_book");
  }

  /** The event of a collection of Milvus. */
  private static SinkRecord event(String collection, String snapshot) {
    return change(collection, 8, "HNSW,COSINE", "")
        .record(Map.of("connector", "milvus", "snapshot", snapshot));
  }

  private static SinkRecord row(String collection, long id, String snapshot) {
    Map<String, Object> value =
        Map.of(
            "op",
            "r",
            "after",
            Map.of("id", id, "v", List.of(1, 2, 3, 4, 5, 6, 7, 8)),
            "source",
            Map.of(
                "connector",
                "milvus",
                "db",
                DATABASE,
                "collection",
                collection,
                "snapshot",
                snapshot));
    return new SinkRecord(
        "vec." + DATABASE + "." + collection, 0, null, Map.of("id", id), null, value, id);
  }

  private static DirectSink ofSource(Tenant tenant) {
    return new DirectSink(
        tenant, DATABASE, "vector.index.type", "source", "vector.index.distance", "source");
  }

  private static SinkRecord schemaChange(
      String collection, int dimension, String dense, String sparse) {
    return change(collection, dimension, dense, sparse).record();
  }

  private static SchemaChange change(
      String collection, int dimension, String dense, String sparse) {
    return new SchemaChange("vec", DATABASE, collection)
        .column("id", "INT64")
        .column("v", "FLOAT_VECTOR", dimension)
        .column("s", "SPARSE_FLOAT_VECTOR")
        .index("v", dense)
        .index("s", sparse);
  }
}
