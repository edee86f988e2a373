// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** How float vectors are sent ({@code vector.encoding}). */
public enum VectorEncoding implements Choice {
  /** As an array of floats, {@code io.debezium.data.FloatVector}. */
  ARRAY,
  /** As little-endian bytes, {@code io.vecbridge.data.FloatVector}. */
  BYTES;

  static final Field OPTION =
      Choice.option("vector.encoding", ARRAY)
          .withDisplayName("Encoding of float vectors")
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "How float vectors are sent: 'array' sends io.debezium.data.FloatVector (an array of"
                  + " floats); 'bytes' sends io.vecbridge.data.FloatVector (little-endian bytes),"
                  + " which converters process several times faster.");

  static VectorEncoding of(Configuration config) {
    return Choice.of(VectorEncoding.class, config, OPTION);
  }
}
