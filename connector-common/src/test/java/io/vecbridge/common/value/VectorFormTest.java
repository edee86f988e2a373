// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.data.PackedVector;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class VectorFormTest {
  @Test
  void theLogicalTypeTellsTheLayout() {
    assertThat(VectorForm.of(2, PackedVector.builder(PackedVector.FLOAT16).build()).encoding())
        .isEqualTo(VectorBytes.FLOAT16);
    assertThat(VectorForm.of(2, PackedVector.builder(PackedVector.BFLOAT16).build()).encoding())
        .isEqualTo(VectorBytes.BFLOAT16);
    assertThat(VectorForm.of(2, PackedVector.builder(PackedVector.INT8).build()).encoding())
        .isEqualTo(VectorBytes.INT8);
    assertThat(VectorForm.of(2, Schema.BYTES_SCHEMA).encoding()).isEqualTo(VectorBytes.FLOAT32);
    assertThat(VectorForm.of(2, null).encoding()).isEqualTo(VectorBytes.FLOAT32);
  }

  @Test
  void bytesAreWholeElementsOfTheTargetsNumber() {
    VectorForm form = VectorForm.of(2, null);
    byte[] fitting = new byte[8];

    assertThat(form.toFloat32(fitting)).isSameAs(fitting);
    assertThatThrownBy(() -> form.toFloat32(new byte[7]))
        .isInstanceOf(UnfitValueException.class)
        .hasMessage("7 bytes are not a whole number of 4-byte elements");
    assertThatThrownBy(() -> form.toFloat32(new byte[12]))
        .isInstanceOf(UnfitValueException.class)
        .hasMessage("the vector has 3 dimensions instead of 2");
  }
}
