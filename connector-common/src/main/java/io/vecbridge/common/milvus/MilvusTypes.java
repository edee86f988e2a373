// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.grpc.DataType;
import java.util.Locale;
import java.util.Map;

/** The names of Milvus's types, also of those that the client's library doesn't know. */
public final class MilvusTypes {
  private static final Map<Integer, String> LATER =
      Map.of(27, "MOL", 28, "DATE", 29, "TIME", 30, "DECIMAL", 31, "UUID");

  private MilvusTypes() {}

  /**
   * The name of a type, such as FLOAT_VECTOR.
   *
   * @param number as a description has it
   */
  public static String name(int number) {
    DataType type = DataType.forNumber(number);
    return type == null ? LATER.getOrDefault(number, "number " + number) : name(type);
  }

  /** The name of a type, such as FLOAT_VECTOR. */
  public static String name(DataType type) {
    return type.name().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }
}
