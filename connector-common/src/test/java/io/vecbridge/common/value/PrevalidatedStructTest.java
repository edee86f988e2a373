// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class PrevalidatedStructTest {
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("vector", SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build())
          .build();
  private static final Schema BYTES_FIRST =
      SchemaBuilder.struct()
          .field("packed", Schema.BYTES_SCHEMA)
          .field("id", Schema.INT64_SCHEMA)
          .build();

  @Test
  void equalRowsHaveEqualHashes() {
    assertThat(row(1, List.of(0.5f))).isEqualTo(row(1, List.of(0.5f)));
    assertThat(row(1, List.of(0.5f))).hasSameHashCodeAs(row(1, List.of(0.5f)));
    assertThat(row(1, List.of(0.5f))).isNotEqualTo(row(1, List.of(0.25f)));

    assertThat(bytesFirst(1, 2)).isEqualTo(bytesFirst(1, 2));
    assertThat(bytesFirst(1, 2)).hasSameHashCodeAs(bytesFirst(1, 2));
  }

  @Test
  void rowsWithOtherKeysHaveOtherHashes() {
    assertThat(row(1, List.of())).doesNotHaveSameHashCodeAs(row(2, List.of()));
  }

  @Test
  void hashingVisitsNoElementOfAVector() {
    Visited vector = new Visited();
    Struct row = row(1, vector);
    int before = vector.visits;

    assertThat(row.hashCode()).isEqualTo(Long.hashCode(1));
    assertThat(vector.visits).isEqualTo(before);
  }

  private static Struct row(long id, List<Float> vector) {
    return new PrevalidatedStruct(ROW).put("id", id).put("vector", vector);
  }

  private static Struct bytesFirst(int... packed) {
    byte[] bytes = new byte[packed.length];
    for (int i = 0; i < packed.length; i++) {
      bytes[i] = (byte) packed[i];
    }
    return new PrevalidatedStruct(BYTES_FIRST).put("packed", bytes).put("id", 1L);
  }

  private static final class Visited extends AbstractList<Float> {
    private int visits;

    @Override
    public Float get(int index) {
      visits++;
      return 0f;
    }

    @Override
    public int size() {
      return 3;
    }
  }
}
