// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class NameSetTest {
  private static final int LARGEST_RECORD = 1_000_000;

  @Test
  void aFewNamesCanBeReadByAnOperator() {
    assertThat(NameSet.text(List.of("db.a", "db.b"))).isEqualTo("db.a,db.b");
    assertThat(NameSet.of("db.a,db.b")).containsExactly("db.a", "db.b");
    assertThat(NameSet.of(NameSet.text(List.of()))).isEmpty();
  }

  @Test
  void asManyNamesAsMilvusHasCollectionsFitIntoARecord() {
    List<String> names =
        IntStream.range(0, 65_536)
            .mapToObj(i -> "tenants.embeddings_of_tenant_" + (i * 2_654_435_761L % 1_000_000_007L))
            .toList();
    String text = NameSet.text(names);
    assertThat(text.length()).isLessThan(LARGEST_RECORD);
    assertThat(NameSet.of(text)).isEqualTo(names);
  }

  @Test
  void aDamagedTextIsNamed() {
    assertThatThrownBy(() -> NameSet.of("gzip:xyz"))
        .isInstanceOf(ConnectException.class)
        .hasMessage("A stored list of names is damaged. Remove it (/connectors/<name>/offsets).");
  }
}
