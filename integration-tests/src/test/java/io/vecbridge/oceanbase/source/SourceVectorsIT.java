// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.debezium.relational.Attribute;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Vectors are read to the bit, whatever the text is in which the server prints them, and their
 * indexes with type, distance and parameters.
 */
@ExtendWith(TenantExtension.class)
class SourceVectorsIT {
  private static final String DATABASE = "source_vectors";
  private static final int DIMENSION = 16;
  private static final int EXPONENTS = 255;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Random random = new Random(7);
  private final Map<Long, String> written = new TreeMap<>();
  private final Map<Long, String> read = new HashMap<>();

  /** Half of the tables' rows hold elements that fit into integers, the other half don't. */
  @Test
  void floatsOfAllExponentsAreReadToTheBitInSnapshotsAndChanges(Tenant tenant) throws Exception {
    try (OceanBaseClient oceanBase = tenant.emptied(DATABASE);
        DirectSource source = new DirectSource(tenant, DATABASE, "vector.encoding", "bytes")) {
      oceanBase.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v VECTOR(" + DIMENSION + "))");
      for (int exponent = 0; exponent < EXPONENTS; exponent++) {
        write(oceanBase, exponent, vector(exponent));
      }
      for (int row = EXPONENTS; row < 2 * EXPONENTS; row++) {
        write(oceanBase, row, embedding());
      }
      source.start();
      awaitAll(source);
      for (int row = 0; row < 2 * EXPONENTS; row += 5) {
        write(oceanBase, row, row % 2 == 0 ? embedding() : vector(row % EXPONENTS));
      }
      write(oceanBase, 1, new float[DIMENSION]);
      awaitAll(source);
    }
  }

  @Test
  void theIndexesOfVectorsAreAttributesOfTheSchemaChangeEvent(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      client.execute(
          """
          CREATE TABLE indexed (
            id bigint primary key comment 'it''s \\\\',
            h vector(8) comment ', VECTOR KEY `x` (`n`) WITH (DISTANCE=L2, TYPE=HNSW)',
            f vector(8), p vector(8), n vector(8), s sparsevector,
            VECTOR INDEX i1 (h) WITH (distance=cosine, type=hnsw, m=9, ef_construction=120),
            VECTOR INDEX i2 (f) WITH (distance=inner_product, type=ivf_flat, nlist=64),
            VECTOR INDEX i3 (p) WITH (distance=l2, type=ivf_pq, m=4, nlist=32),
            VECTOR INDEX i4 (s) WITH (distance=inner_product, type=sindi))""");
      try (SourceTable table = new SourceTable(tenant, DATABASE, "indexed", VectorEncoding.ARRAY)) {
        assertThat(table.schema().table().attributes())
            .extracting(Attribute::name, attribute -> attribute.value().replaceAll(",nbits=8", ""))
            .containsExactlyInAnyOrder(
                tuple("vecbridge.index.h", "HNSW,COSINE,M=9,efConstruction=120"),
                tuple("vecbridge.index.f", "IVF_FLAT,IP,nlist=64"),
                tuple("vecbridge.index.p", "IVF_PQ,L2,m=4,nlist=32"),
                tuple("vecbridge.index.s", "SINDI,IP"));
      }
    }
  }

  private void awaitAll(DirectSource source) {
    Await.until(
        "all rows have been read",
        PATIENCE,
        () -> {
          for (SourceRecord sent : source.poll()) {
            if (sent.topic().equals(DirectSource.PREFIX + "." + DATABASE + ".t")) {
              Struct after = ((Struct) sent.value()).getStruct("after");
              read.put(after.getInt64("id"), HexFormat.of().formatHex(after.getBytes("v")));
            }
          }
          return read.equals(written);
        });
    assertThat(read).isEqualTo(written);
  }

  private void write(OceanBaseClient oceanBase, long id, float[] vector) throws SQLException {
    ByteBuffer bytes = ByteBuffer.allocate(DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    try (PreparedStatement upsert =
        oceanBase
            .connection()
            .prepareStatement(
                "INSERT INTO t VALUES (?, ?) ON DUPLICATE KEY UPDATE v = VALUES(v)")) {
      upsert.setLong(1, id);
      upsert.setBytes(2, bytes.array());
      upsert.executeUpdate();
    }
    written.put(id, HexFormat.of().formatHex(bytes.array()));
  }

  /** Elements of one exponent: the least and the largest mantissa, and others, of both signs. */
  private float[] vector(int exponent) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      int mantissa = i == 0 ? 0 : i == 1 ? (1 << 23) - 1 : random.nextInt(1 << 23);
      vector[i] = Float.intBitsToFloat((i % 2) << 31 | exponent << 23 | mantissa);
    }
    return vector;
  }

  private float[] embedding() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
