// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.VectorField;
import io.milvus.grpc.VectorField.DataCase;
import io.vecbridge.data.BFloat16Vector;
import org.apache.kafka.connect.data.SchemaBuilder;

/** BFLOAT16_VECTOR as {@code io.vecbridge.data.BFloat16Vector}. */
final class BFloat16VectorType extends PackedVectorType {
  BFloat16VectorType() {
    super("BFLOAT16_VECTOR", DataCase.BFLOAT16_VECTOR);
  }

  @Override
  public SchemaBuilder schema() {
    return BFloat16Vector.builder();
  }

  @Override
  int width(int dimension) {
    return dimension * Short.BYTES;
  }

  @Override
  ByteString bytes(VectorField vectors) {
    return vectors.getBfloat16Vector();
  }
}
