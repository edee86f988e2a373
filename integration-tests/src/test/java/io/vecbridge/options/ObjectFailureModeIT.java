// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.endtoend.ForwardPair;
import io.vecbridge.endtoend.ReversePair;
import io.vecbridge.endtoend.RowWriter;
import io.vecbridge.endtoend.TableWriter;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code object.failure.mode} of each connector, changed over REST while rows flow. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class ObjectFailureModeIT {
  private static final String OPTION = "object.failure.mode";

  @Test
  void aCollectionStopsTheOthersOfItsSourceWithFailAlone(Cluster cluster) throws Exception {
    String reason = "row.filter.overrides.failing_collection.bad can't be evaluated for changes";
    Map<String, String> filtered =
        Map.of(
            "row.filter.overrides",
            "failing_collection.bad",
            "row.filter.overrides.failing_collection.bad",
            "no_such_field == ",
            "precheck.skip",
            "row.filters.evaluated");
    try (ForwardPair pair = new ForwardPair(cluster, "failing_collection")) {
      pair.milvus().create(vectors("good"));
      pair.milvus().create(vectors("bad"));
      try (RowWriter good = new RowWriter(pair.milvus(), "good", 1);
          RowWriter bad = new RowWriter(pair.milvus(), "bad", 2)) {
        pair.startSink(Map.of());
        pair.startSource(with(filtered, "continue"));
        awaitLogged(cluster, reason);
        awaitMore(pair);

        pair.configureSource(with(filtered, "fail"));
        assertThat(cluster.connect().awaitFailed(pair.sourceName(), ForwardPair.SOON))
            .contains(reason);

        pair.configureSource(Map.of(OPTION, "continue"));
        awaitMore(pair);
        good.stop();
        bad.stop();
      }

      assertThat(pair.awaitSame("good").rows()).isPositive();
      assertThat(pair.awaitSame("bad").rows()).isPositive();
      assertOtherModesAreRefused(pair::configureSource);
    }
  }

  @Test
  void aTableStopsTheOthersOfItsSinkWithFailAlone(Cluster cluster) throws Exception {
    String reason = "Table failing_table.bad has no column 'v'";
    try (ForwardPair pair = new ForwardPair(cluster, "failing_table")) {
      pair.milvus().create(vectors("good"));
      pair.milvus().create(vectors("bad"));
      pair.oceanBase()
          .execute(
              "CREATE TABLE good (id BIGINT PRIMARY KEY, v VECTOR(" + RowWriter.DIMENSION + "))");
      pair.oceanBase().execute("CREATE TABLE bad (id BIGINT PRIMARY KEY)");
      try (RowWriter good = new RowWriter(pair.milvus(), "good", 1);
          RowWriter bad = new RowWriter(pair.milvus(), "bad", 2)) {
        pair.startSource(Map.of());
        pair.startSink(options("continue"));
        awaitLogged(cluster, reason);
        awaitMore(pair);
        assertThat(pair.oceanBase().count("bad")).isZero();

        pair.configureSink(options("fail"));
        assertThat(cluster.connect().awaitFailed(pair.sinkName(), ForwardPair.SOON))
            .contains(reason);

        // The status of the tasks that have failed stays for a moment, so none is waited for.
        pair.configureSink(options("continue"));
        awaitMore(pair);
        pair.oceanBase().execute("ALTER TABLE bad ADD v VECTOR(" + RowWriter.DIMENSION + ")");
        good.stop();
        bad.stop();
      }

      assertThat(pair.awaitSame("good").rows()).isPositive();
      assertThat(pair.awaitSame("bad").rows()).isPositive();
      assertOtherModesAreRefused(pair::configureSink);
    }
  }

  @Test
  void aTableStopsTheOthersOfItsSourceWithFailAlone(Cluster cluster) throws Exception {
    String reason = "Table \"failing_table_back.bad\" has neither a primary key nor a unique key";
    Map<String, String> unchecked =
        Map.of(
            "table.discovery.interval.ms",
            "500",
            "precheck.skip",
            "exactly.once.required,tables.captured");
    try (ReversePair pair = pair(cluster, "failing_table_back")) {
      pair.milvus()
          .create(new CollectionBuilder("bad").int64Key("id").vector("v", DataType.FloatVector, 2));
      try (TableWriter writer = writer(cluster, pair)) {
        pair.startSink(Map.of());
        pair.startSource(with(unchecked, "continue"));
        pair.oceanBase().execute("CREATE TABLE bad (id BIGINT, v VECTOR(2))");
        awaitLogged(cluster, reason);
        awaitMore(pair);

        pair.configureSource(with(unchecked, "fail"));
        assertThat(cluster.connect().awaitFailed(pair.sourceName(), ReversePair.SOON))
            .contains(reason);

        pair.configureSource(with(unchecked, "continue"));
        awaitMore(pair);
        pair.oceanBase().execute("DROP TABLE bad");
        pair.oceanBase().execute("CREATE TABLE bad (id BIGINT PRIMARY KEY, v VECTOR(2) NOT NULL)");
        pair.oceanBase().execute("INSERT INTO bad VALUES (1, '[2,3]')");
        writer.stop();
      }

      assertThat(pair.awaitSame("good").rows()).isPositive();
      assertThat(pair.awaitSame("bad").rows()).isEqualTo(1);
      assertOtherModesAreRefused(pair::configureSource);
    }
  }

  @Test
  void aCollectionStopsTheOthersOfItsSinkWithFailAlone(Cluster cluster) throws Exception {
    String reason = "Collection failing_collection_back.bad has no field 'extra'";
    Map<String, String> strict = Map.of("unknown.field.mode", "fail");
    CollectionBuilder bad =
        new CollectionBuilder("bad").int64Key("id").vector("v", DataType.FloatVector, 2);
    try (ReversePair pair = pair(cluster, "failing_collection_back")) {
      pair.milvus().create(bad);
      pair.oceanBase()
          .execute(
              "CREATE TABLE bad (id BIGINT PRIMARY KEY, v VECTOR(2) NOT NULL, extra INT NOT NULL)");
      pair.oceanBase().execute("INSERT INTO bad VALUES (1, '[2,3]', 4)");
      try (TableWriter writer = writer(cluster, pair)) {
        pair.startSource(Map.of());
        pair.startSink(with(strict, "continue"));
        awaitLogged(cluster, reason);
        awaitMore(pair);

        pair.configureSink(with(strict, "fail"));
        assertThat(cluster.connect().awaitFailed(pair.sinkName(), ReversePair.SOON))
            .contains(reason);

        pair.configureSink(with(strict, "continue"));
        awaitMore(pair);
        pair.milvus().drop("bad");
        pair.milvus().create(bad.scalar("extra", DataType.Int32));
        writer.stop();
      }

      assertThat(pair.awaitSame("good").rows()).isPositive();
      assertThat(pair.awaitSame("bad").rows()).isEqualTo(1);
      assertOtherModesAreRefused(pair::configureSink);
    }
  }

  private static void assertOtherModesAreRefused(Consumer<Map<String, String>> connector) {
    assertThatThrownBy(() -> connector.accept(Map.of(OPTION, "skip")))
        .isInstanceOf(ConnectRefusal.class)
        .hasMessageContaining("It must be one of: continue, fail");
  }

  private static Map<String, String> options(String mode) {
    return with(Map.of("schema.evolution", "none"), mode);
  }

  private static Map<String, String> with(Map<String, String> options, String mode) {
    Map<String, String> all = new HashMap<>(options);
    all.put(OPTION, mode);
    return all;
  }

  private static void awaitLogged(Cluster cluster, String reason) {
    Await.until(
        "the failure is logged",
        ForwardPair.SOON,
        () -> Files.readString(cluster.worker().log()).contains(reason));
  }

  private static ReversePair pair(Cluster cluster, String name) throws SQLException {
    ReversePair pair = new ReversePair(cluster, name).withDatabase();
    pair.oceanBase().execute(TableWriter.table("good"));
    pair.milvus().create(TableWriter.collection("good"));
    return pair;
  }

  private static TableWriter writer(Cluster cluster, ReversePair pair) {
    return new TableWriter(cluster.oceanBase(), pair.database(), List.of("good"), 17);
  }

  private static CollectionBuilder vectors(String collection) {
    return new CollectionBuilder(collection)
        .int64Key("id")
        .vector("v", DataType.FloatVector, RowWriter.DIMENSION);
  }

  private static void awaitMore(ForwardPair pair) throws SQLException {
    long before = pair.oceanBase().exists("good") ? pair.oceanBase().count("good") : 0;
    Await.until(
        "rows of the other table flow",
        ForwardPair.SOON,
        () -> pair.oceanBase().exists("good") && pair.oceanBase().count("good") > before + 50);
  }

  private static void awaitMore(ReversePair pair) {
    long before = pair.milvus().count("good");
    Await.until(
        "rows of the other table flow",
        ReversePair.SOON,
        () -> pair.milvus().count("good") > before + 20);
  }
}
