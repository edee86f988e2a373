// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Json;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.connect.SchemaRegistry;
import io.vecbridge.records.ChangeStream;
import io.vecbridge.records.RecordFormat;
import io.vecbridge.records.RecordPath;
import io.vecbridge.records.Treatment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One change stream leaves the same entities on every way that records take: through each
 * converter, as envelopes and as rows, transformed at the source. Each way has keys of its own in a
 * collection that those of one shape share.
 */
@ExtendWith(ClusterExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SinkRecordPathsIT {
  private static final Set<String> FIELDS = Set.of("content", "i", "l", "f", "d", "b", "j", "v");

  private final SchemaRegistry registry = new SchemaRegistry();
  private final String uri;
  private final MilvusClient milvus;
  private final Set<String> created = new HashSet<>();
  private int paths;

  SinkRecordPathsIT(Cluster cluster) {
    this.uri = cluster.milvus().uri();
    this.milvus = new MilvusClient(uri);
  }

  @AfterAll
  void end() {
    registry.close();
    milvus.close();
  }

  private static Stream<Arguments> paths() {
    return Arrays.stream(RecordFormat.values())
        .flatMap(
            format ->
                Arrays.stream(Treatment.values())
                    .map(treatment -> Arguments.of(format, treatment)));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyPathLeavesTheSameEntities(RecordFormat format, Treatment treatment) {
    String collection = collection(treatment);
    if (created.add(collection)) {
      create(collection, treatment);
    }
    long firstKey = 1_000L * ++paths;
    ChangeStream changes = ChangeStream.withoutNulls("ice" + paths, collection, FIELDS, firstKey);
    RecordPath path = new RecordPath(format, registry, treatment.transforms(), List.of());
    try (DirectSink sink = new DirectSink(uri)) {
      sink.put(path.carry(changes.records()));

      assertThat(sink.reported()).isEmpty();
      assertThat(stored(collection, treatment, firstKey)).isEqualTo(expected(changes, treatment));
    }
  }

  private static String collection(Treatment treatment) {
    return "paths_" + treatment.nameOf("id") + treatment.nameOf("content") + treatment.nameOf("l");
  }

  private void create(String name, Treatment treatment) {
    CollectionBuilder collection =
        new CollectionBuilder(name)
            .int64Key(treatment.nameOf("id"))
            .varchar(treatment.nameOf("content"), 100)
            .scalar("i", DataType.Int32)
            .scalar("f", DataType.Float)
            .scalar("d", DataType.Double)
            .scalar("b", DataType.Bool)
            .scalar("j", DataType.JSON)
            .vector("v", DataType.FloatVector, 3);
    if (!treatment.nameOf("l").isEmpty()) {
      collection.scalar("l", DataType.Int64);
    }
    milvus.create(collection);
  }

  private static Map<Long, Map<String, String>> expected(
      ChangeStream changes, Treatment treatment) {
    Map<Long, Map<String, String>> expected = new TreeMap<>();
    changes
        .rows()
        .forEach(
            (id, row) -> {
              Map<String, String> fields = new TreeMap<>();
              row.forEach((name, text) -> fields.put(treatment.nameOf(name), text));
              fields.remove("");
              expected.put(id, fields);
            });
    return expected;
  }

  private Map<Long, Map<String, String>> stored(
      String collection, Treatment treatment, long firstKey) {
    Map<Long, Map<String, String>> stored = new TreeMap<>();
    for (Map<String, Object> entity : Rows.of(milvus, collection)) {
      Map<String, String> fields = new TreeMap<>();
      entity.forEach((name, value) -> fields.put(name, text(value)));
      long id = Long.parseLong(fields.remove(treatment.nameOf("id")));
      if (id >= firstKey && id < firstKey + 1_000) {
        stored.put(id, fields);
      }
    }
    return stored;
  }

  private static String text(Object value) {
    if (value instanceof float[] vector) {
      return Arrays.toString(vector);
    }
    if (value instanceof Json json) {
      return json.node().toString();
    }
    return value instanceof Boolean flag ? flag ? "1" : "0" : String.valueOf(value);
  }
}
