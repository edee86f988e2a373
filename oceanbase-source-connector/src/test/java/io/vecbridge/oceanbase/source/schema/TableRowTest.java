// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.source.emit.Floats;
import io.vecbridge.common.testing.FakeTenant;
import io.vecbridge.oceanbase.source.type.SparseVectorType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableRowTest {
  @Test
  void theElementsOfNestedArraysCount() {
    List<Integer> inner = Collections.nCopies(1_000, 7);
    assertThat(TableRow.bytes(new Object[] {List.of(inner, inner)})).isGreaterThan(20_000);
  }

  @Test
  void theTextsOfArraysCount() {
    assertThat(TableRow.bytes(new Object[] {Arrays.asList("x".repeat(10_000), null)}))
        .isGreaterThan(10_000);
  }

  @Test
  void theTermsOfSparseVectorsCount() throws SQLException {
    String terms =
        IntStream.range(0, 1_000)
            .mapToObj(index -> index + ":0.5")
            .collect(Collectors.joining(",", "{", "}"));
    ResultSet row =
        new FakeTenant()
            .answer("SELECT", new Object[] {terms})
            .connection()
            .createStatement()
            .executeQuery("SELECT");
    row.next();
    assertThat(TableRow.bytes(new Object[] {new SparseVectorType().read(row, 1)}))
        .isGreaterThan(10_000);
  }

  @Test
  void vectorsCountByTheirDigits() {
    assertThat(TableRow.bytes(new Object[] {new Floats(new float[768])})).isEqualTo(20 * 768);
    assertThat(TableRow.bytes(new Object[] {new byte[4 * 768]})).isEqualTo(20 * 768);
  }
}
