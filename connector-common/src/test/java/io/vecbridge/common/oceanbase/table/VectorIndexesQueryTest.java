// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.testing.FakeTenant;
import io.vecbridge.common.wire.DeclaredIndex;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorIndexesQueryTest {
  private static final TableName NAME = new TableName("d", "t");
  private static final String SHOW = "SHOW CREATE TABLE `d`.`t`";
  private static final List<ColumnDefinition> VECTORS = List.of(column("v", "VECTOR(4)"));

  private final FakeTenant tenant = new FakeTenant();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DISTANCE=L2, TYPE=HNSW, LIB=VSAG, M=16, EF_CONSTRUCTION=200, EF_SEARCH=64"
            + "|HNSW,L2,M=16,efConstruction=200",
        "DISTANCE=INNER_PRODUCT, TYPE=HNSW_BQ, M=8|HNSW_BQ,IP,M=8",
        "DISTANCE=COSINE, TYPE=IVF_FLAT, LIB=OB, NLIST=128, SAMPLE_PER_NLIST=256"
            + "|IVF_FLAT,COSINE,nlist=128",
        "distance=l2, type=ivf|IVF_FLAT,L2",
        "DISTANCE=L2, TYPE=IVF_PQ, NLIST=64, M=2, NBITS=8|IVF_PQ,L2,m=2,nbits=8,nlist=64",
        "TYPE=SINDI, DISTANCE=INNER_PRODUCT, LIB=VSAG|SINDI,IP"
      })
  void theWordsOfTheWireAreMilvusOwn(String settings, String text) {
    assertThat(VectorIndexesQuery.of(created("`v`", settings)).get("v").text()).isEqualTo(text);
  }

  @Test
  void namesAndTextsMayHoldAnything() {
    String statement =
        """
        CREATE TABLE `t` (
          `a` int COMMENT ', VECTOR KEY `x` (`a`) WITH (TYPE=HNSW)',
          `b` text DEFAULT 'it''s \\'VECTOR KEY `x` (`b`) WITH (TYPE=HNSW)',
          `VECTOR KEY y (c) WITH (TYPE=HNSW)` int,
          VECTOR KEY `i``1` (`we``ird,`) WITH (DISTANCE=COSINE, TYPE=HNSW) BLOCK_SIZE 16384,
          KEY `n` (`a`)
        ) COMMENT = 'VECTOR KEY `x` (`z`) WITH (TYPE=HNSW)'""";

    assertThat(VectorIndexesQuery.of(statement))
        .isEqualTo(Map.of("we`ird,", new DeclaredIndex("HNSW", "COSINE", Map.of())));
  }

  @Test
  void onlyTablesWithVectorsAreAskedFor() throws SQLException {
    assertThat(
            VectorIndexesQuery.read(tenant.connection(), NAME, List.of(column("a", "varchar(20)"))))
        .isEmpty();
    assertThat(tenant.queries()).isEmpty();
    tenant.answer(SHOW, new Object[] {"t", created("`v`", "DISTANCE=L2, TYPE=HNSW")});
    assertThat(VectorIndexesQuery.read(tenant.connection(), NAME, VECTORS)).containsOnlyKeys("v");
  }

  @Test
  void whatTheServerRefusesToShowIsUnknown() throws SQLException {
    tenant.refuse(SHOW, new SQLException("denied", "42000", 1142));
    assertThat(VectorIndexesQuery.read(tenant.connection(), NAME, VECTORS)).isEmpty();

    tenant.refuse(SHOW, new SQLException("lost", "08S01", 0));
    assertThatThrownBy(() -> VectorIndexesQuery.read(tenant.connection(), NAME, VECTORS))
        .isInstanceOf(SQLException.class)
        .hasMessage("lost");
  }

  private static String created(String column, String settings) {
    return "CREATE TABLE `t` (\n  `id` bigint(20) NOT NULL,\n  `v` VECTOR(4),\n"
        + "  PRIMARY KEY (`id`),\n  VECTOR KEY `vidx_1` ("
        + column
        + ") WITH ("
        + settings
        + ") BLOCK_SIZE 16384\n) DEFAULT CHARSET = utf8mb4";
  }

  private static ColumnDefinition column(String name, String type) {
    return new ColumnDefinition(
        name,
        1,
        new ColumnDefinition.DeclaredType(type, null, null, null),
        true,
        "",
        ColumnDefinition.Filling.NONE);
  }
}
