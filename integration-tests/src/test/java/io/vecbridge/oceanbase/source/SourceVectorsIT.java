// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors are read to the bit: edges, and random bits. */
@ExtendWith(TenantExtension.class)
class SourceVectorsIT {
  private static final String DATABASE = "source_vectors";
  private static final float[] EDGES = {
    0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 0.1f, 1 / 3f
  };

  @ParameterizedTest
  @EnumSource(VectorEncoding.class)
  void vectorsAreExact(VectorEncoding encoding, Tenant tenant) throws SQLException {
    Random random = new Random(11);
    List<float[]> vectors = new ArrayList<>(List.of(EDGES));
    for (int i = 0; i < 500; i++) {
      vectors.add(randomFloats(random, EDGES.length));
    }
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      client.execute("CREATE TABLE v (id int primary key, v vector(8))");
      try (PreparedStatement insert =
          client.connection().prepareStatement("INSERT INTO v VALUES (?, ?)")) {
        for (int i = 0; i < vectors.size(); i++) {
          insert.setInt(1, i);
          insert.setBytes(2, littleEndian(vectors.get(i)));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      client.execute("INSERT INTO v VALUES (100000, NULL)");
      try (SourceTable table = new SourceTable(tenant, DATABASE, "v", encoding)) {
        List<Struct> rows = table.rows();
        assertThat(rows).hasSize(vectors.size() + 1);
        for (int i = 0; i < vectors.size(); i++) {
          assertThat(bits(rows.get(i).get("v"))).isEqualTo(littleEndian(vectors.get(i)));
        }
        assertThat(rows.get(vectors.size()).get("v")).isNull();
        assertThat(table.schema().rowSchema().field("v").schema().parameters())
            .containsEntry("__debezium.source.column.type", "VECTOR")
            .containsEntry("__debezium.source.column.length", "8")
            .containsEntry("__debezium.source.column.name", "v");
      }
    }
  }

  @Test
  void sparseVectorsAreExact(Tenant tenant) throws SQLException {
    Random random = new Random(13);
    List<Map<Long, Float>> vectors = new ArrayList<>();
    vectors.add(Map.of());
    vectors.add(Map.of(0L, -0f, 4294967294L, Float.MAX_VALUE, 7L, Float.MIN_VALUE));
    for (int i = 0; i < 60; i++) {
      Map<Long, Float> vector = new java.util.TreeMap<>();
      for (int term = random.nextInt(90); term > 0; term--) {
        vector.put((long) random.nextInt(100_000), randomFloats(random, 1)[0]);
      }
      vectors.add(vector);
    }
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      client.execute("CREATE TABLE s (id int, k varchar(9), s sparsevector, primary key (id, k))");
      for (int i = 0; i < vectors.size(); i++) {
        StringBuilder text = new StringBuilder();
        vectors.get(i).forEach((k, v) -> text.append(',').append(k).append(':').append((double) v));
        String literal = "'{" + (text.isEmpty() ? "" : text.substring(1)) + "}'";
        client.execute("INSERT INTO s VALUES (" + i + ", 'it''s', " + literal + ")");
      }
      client.execute("INSERT INTO s VALUES (100000, '', NULL)");
      try (SourceTable table = new SourceTable(tenant, DATABASE, "s", VectorEncoding.ARRAY)) {
        List<Struct> rows = table.rows();
        assertThat(rows).hasSize(vectors.size() + 1);
        for (int i = 0; i < vectors.size(); i++) {
          Struct sparse = rows.get(i).getStruct("s");
          List<Long> indices = vectors.get(i).keySet().stream().sorted().toList();
          assertThat(sparse.<Long>getArray("indices")).isEqualTo(indices);
          List<Float> values = indices.stream().map(vectors.get(i)::get).toList();
          assertThat(sparse.<Float>getArray("values")).isEqualTo(values);
        }
        assertThat(rows.get(vectors.size()).get("s")).isNull();
      }
    }
  }

  private static byte[] bits(Object vector) {
    if (vector instanceof byte[] bytes) {
      return bytes;
    }
    List<?> list = (List<?>) vector;
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (Float) list.get(i);
    }
    return littleEndian(floats);
  }

  private static byte[] littleEndian(float[] floats) {
    ByteBuffer buffer = ByteBuffer.allocate(floats.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : floats) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  /** Floats of any bits but those of NaN and infinity. */
  private static float[] randomFloats(Random random, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      float value;
      do {
        value = Float.intBitsToFloat(random.nextInt());
      } while (!Float.isFinite(value));
      floats[i] = value;
    }
    return floats;
  }
}
