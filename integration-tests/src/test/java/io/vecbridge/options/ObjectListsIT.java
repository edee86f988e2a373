// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.milvus.grpc.DataType;
import io.vecbridge.endtoend.ConnectorPair;
import io.vecbridge.endtoend.ForwardPair;
import io.vecbridge.endtoend.ReversePair;
import io.vecbridge.endtoend.RowWriter;
import io.vecbridge.endtoend.TableWriter;
import io.vecbridge.endtoend.Topics;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.MilvusRefusal;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import io.vecbridge.tool.command.ToolCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The lists of objects, and the mappings of names, all changed over REST while rows flow. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class ObjectListsIT {
  private static final String SOURCE =
      "vecbridge.milvus:type=connector-metrics,context=source,server=object_lists,task=0";

  @Test
  void collectionsThatStayAreNotTouchedByAChangeOfTheLists(Cluster cluster, @TempDir Path folder)
      throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
            .group("object-lists")
            .withJmx();
    ConnectorPair.createDatabase(cluster, "object_lists_other");
    try (ConnectWorker worker = cluster.startWorker(settings);
        ForwardPair pair =
            new ForwardPair(cluster, new ConnectRest(worker.rest()), "object_lists");
        MilvusClient other = new MilvusClient(cluster.milvus().uri(), "object_lists_other");
        JMXConnector jmx = worker.jmx()) {
      ConnectRest connect = new ConnectRest(worker.rest());
      pair.milvus().create(vectors("a"));
      pair.milvus().create(vectors("b"));
      other.create(vectors("c"));
      other.insert("c", row());
      Map<String, String> databases =
          Map.of("database.include.list", "object_lists,object_lists_other");
      try (RowWriter a = new RowWriter(pair.milvus(), "a", 1);
          RowWriter b = new RowWriter(pair.milvus(), "b", 2)) {
        pair.startSource(with(databases, "database.exclude.list", ".*_other"));
        pair.startSink(
            Map.of(
                "table.mappings.file",
                file(folder, "object_lists.a,object_lists.goods"),
                "column.mappings",
                columns("a.id:key,object_lists.a.v:embedding,object_lists.b.v:embedding")));
        awaitRows(pair, "goods", "`key` IS NOT NULL AND embedding IS NOT NULL");
        awaitRows(pair, "b", "embedding IS NOT NULL");
        assertThat(objects(connect, pair, "collection")).containsExactly("a", "b");
        assertThat(metered(jmx)).containsExactly("object_lists.a", "object_lists.b");

        pair.startSink(
            Map.of(
                "table.mappings.file",
                file(folder, "object_lists.a,object_lists.goods", "object_lists.b,object_lists.b2"),
                "column.mappings",
                columns("a.id:key,object_lists.a.v:embedding,object_lists.b.v:vec")));
        awaitRows(pair, "b2", "vec IS NOT NULL");

        pair.startSource(
            with(databases, "collection.include.list", "object_lists[.]a,object_lists_other[.]c"));
        Await.until(
            "the offset of b is gone, and c has one",
            ForwardPair.SOON,
            () -> objects(connect, pair, "collection").equals(List.of("a", "c")));
        assertThat(metered(jmx)).containsExactly("object_lists.a", "object_lists_other.c");
        long sent = Topics.count(cluster, pair.topic("b"));
        awaitMore(a::written);
        a.stop();
        b.stop();
        Await.until(
            "all rows of a",
            ForwardPair.SOON,
            () -> pair.oceanBase().count("goods") == pair.milvus().count("a"));
        Await.until("every value is equal", ForwardPair.SOON, () -> isSame(worker.rest(), pair));
        assertThat(Topics.count(cluster, pair.topic("b"))).isEqualTo(sent);
      }

      assertThat(Topics.mostReads(cluster, pair.topic("a")))
          .as("no row is snapshotted again")
          .isEqualTo(1);
      assertRefused(
          pair, Map.of("table.mappings.file", folder + "/none.csv"), "There is no file " + folder);
      assertRefused(
          pair, Map.of("column.mappings", columns("a.v")), "not of the form <database>.<table>");
    }
  }

  @Test
  void tablesThatStayAreNotTouchedByAChangeOfTheLists(Cluster cluster, @TempDir Path folder)
      throws Exception {
    String name = "object_lists_back";
    try (ReversePair pair = new ReversePair(cluster, name).withDatabase()) {
      ConnectRest connect = cluster.connect();
      Map<String, String> index = Map.of("vector.index.type", "autoindex");
      for (String table : List.of("t", "u")) {
        pair.oceanBase().execute(TableWriter.table(table));
      }
      try (TableWriter writer = new TableWriter(cluster.oceanBase(), name, List.of("t", "u"), 3)) {
        pair.startSource(Map.of());
        pair.startSink(
            with(
                with(
                    index,
                    "collection.mappings.file",
                    file(folder, name + ".t," + name + ".goods")),
                "column.mappings",
                name + ".t.id:key," + name + ".t.v:embedding," + name + ".t.tag:title"));
        awaitMore(() -> count(pair, "goods"));
        awaitMore(() -> count(pair, "u"));
        assertThat(objects(connect, pair, "table")).containsExactly("t", "u");

        pair.startSink(
            with(
                with(
                    index,
                    "collection.mappings.file",
                    file(folder, name + ".t," + name + ".goods", name + ".u," + name + ".u2")),
                "column.mappings",
                name
                    + ".t.id:key,"
                    + name
                    + ".t.v:embedding,"
                    + name
                    + ".t.tag:title,"
                    + name
                    + ".u.v:vec"));
        awaitMore(() -> count(pair, "u2"));

        pair.startSource(Map.of("table.include.list", name + "[.]t"));
        Await.until(
            "the offset of u is gone",
            ReversePair.SOON,
            () -> objects(connect, pair, "table").equals(List.of("t")));
        long sent = Topics.count(cluster, pair.topic("u"));
        awaitMore(writer::committed);
        writer.stop();
        Await.until(
            "all rows of t",
            ReversePair.SOON,
            () -> pair.oceanBase().count("t") == count(pair, "goods"));
        Await.until(
            "every value is equal", ReversePair.SOON, () -> isSame(cluster.worker().rest(), pair));
        assertThat(Topics.count(cluster, pair.topic("u"))).isEqualTo(sent);
      }

      assertThat(Topics.mostReads(cluster, pair.topic("t")))
          .as("no row is snapshotted again")
          .isEqualTo(1);
      assertRefused(
          pair,
          Map.of("column.mappings", name + ".t.v:x," + name + ".t.tag:X"),
          "'v' and 'tag' of " + name + ".t are both mapped to 'X'");
    }
  }

  private static CollectionBuilder vectors(String collection) {
    return new CollectionBuilder(collection)
        .int64Key("id")
        .vector("v", DataType.FloatVector, RowWriter.DIMENSION);
  }

  private static Columns row() {
    return new Columns(1)
        .int64("id", 1)
        .floatVector("v", RowWriter.DIMENSION, new float[RowWriter.DIMENSION]);
  }

  private static Map<String, String> with(
      Map<String, String> options, String option, String value) {
    Map<String, String> all = new HashMap<>(options);
    all.put(option, value);
    return all;
  }

  private static String columns(String mappings) {
    return "object_lists." + mappings;
  }

  /** A new file for each configuration, since a task reads it when it starts. */
  private static String file(Path folder, String... lines) throws IOException {
    Path file = folder.resolve(lines.length + ".csv");
    return Files.write(file, List.of(lines)).toString();
  }

  private static void awaitRows(ForwardPair pair, String table, String condition) {
    Await.until(
        "rows of " + table + " with " + condition,
        ForwardPair.SOON,
        () ->
            pair.oceanBase().exists(table)
                && !pair.oceanBase()
                    .query("SELECT 1 FROM " + table + " WHERE " + condition + " LIMIT 1")
                    .isEmpty());
  }

  private static void awaitMore(LongSupplier count) {
    long before = count.getAsLong();
    Await.until("rows flow", ConnectorPair.SOON, () -> count.getAsLong() > before + 50);
  }

  /** 0 as long as the collection isn't created, indexed and loaded. */
  private static long count(ReversePair pair, String collection) {
    try {
      return pair.milvus().count(collection);
    } catch (MilvusRefusal notYet) {
      return 0;
    }
  }

  /** The collections or tables that have an offset. */
  private static List<String> objects(ConnectRest connect, ConnectorPair pair, String kind) {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode each : connect.offsets(pair.sourceName()).path("offsets")) {
      if (each.path("partition").has(kind) && !each.path("offset").isNull()) {
        names.add(each.path("partition").path(kind).asText());
      }
    }
    return List.copyOf(names);
  }

  /** The collections that the source's metrics show. */
  private static List<String> metered(JMXConnector jmx) throws JMException, IOException {
    TreeSet<String> names = new TreeSet<>();
    TabularData collections =
        (TabularData)
            jmx.getMBeanServerConnection().getAttribute(new ObjectName(SOURCE), "Collections");
    collections.values().forEach(each -> names.add((String) ((CompositeData) each).get("key")));
    return List.copyOf(names);
  }

  /** Whether the operator's tool finds both sides equal, by the connectors' own configurations. */
  private static boolean isSame(URI rest, ConnectorPair pair) {
    StringWriter written = new StringWriter();
    PrintWriter writer = new PrintWriter(written);
    int code =
        ToolCommand.run(
            writer,
            writer,
            "verify",
            "--connect",
            rest.toString(),
            "--source",
            pair.sourceName(),
            "--sink",
            pair.sinkName(),
            "--recheck-after",
            "0");
    if (code == 2) {
      throw new AssertionError(written.toString());
    }
    return code == 0;
  }

  private static void assertRefused(
      ConnectorPair pair, Map<String, String> options, String message) {
    assertThatThrownBy(() -> pair.configureSink(options))
        .isInstanceOf(ConnectRefusal.class)
        .hasMessageContaining(message);
  }
}
