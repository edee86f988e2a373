// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.DataType;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Values of every scalar type with their edges, and a form of them that compares bit by bit. */
final class Exactly {
  static final List<DataType> SCALARS =
      List.of(
          DataType.Bool,
          DataType.Int8,
          DataType.Int16,
          DataType.Int32,
          DataType.Int64,
          DataType.Float,
          DataType.Double,
          DataType.VarChar);

  private Exactly() {}

  static Arbitrary<?> values(DataType type) {
    return switch (type) {
      case Bool -> Arbitraries.of(true, false);
      case Int8 -> Arbitraries.bytes();
      case Int16 -> Arbitraries.shorts();
      case Int32 -> Arbitraries.integers();
      case Int64 -> Arbitraries.longs();
      case Float -> floats();
      case Double -> doubles();
      case VarChar -> strings();
      default -> throw new IllegalArgumentException(type.name());
    };
  }

  /** Any 32 bits: subnormals and NaNs with a payload too. */
  static Arbitrary<Float> floats() {
    return Arbitraries.oneOf(
        Arbitraries.integers().map(Float::intBitsToFloat),
        Arbitraries.of(
            0f,
            -0f,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            0.1f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.intBitsToFloat(0x7fc00001),
            Float.intBitsToFloat(0xffc12345)));
  }

  private static Arbitrary<Double> doubles() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(Double::longBitsToDouble),
        Arbitraries.of(
            0d, -0d, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY));
  }

  /** Characters of one to four bytes in UTF-8, NUL among them. */
  static Arbitrary<String> strings() {
    StringArbitrary strings =
        Arbitraries.strings().withChars('\0', 'a', '"', '\\', '\n', ' ', 'é', '中', '\uffff');
    return Arbitraries.oneOf(
        strings.ofMaxLength(12), Arbitraries.of("", "\0", "\ud83d\ude00", "a\ud83d\ude00 é中"));
  }

  /** Each value as its type and bits. */
  static List<Object> all(List<?> values) {
    return values.stream().map(Exactly::bits).toList();
  }

  static Object bits(Object value) {
    if (value instanceof Float number) {
      return "float " + Integer.toHexString(Float.floatToRawIntBits(number));
    }
    if (value instanceof Double number) {
      return "double " + Long.toHexString(Double.doubleToRawLongBits(number));
    }
    return value instanceof List<?> list ? all(list) : value;
  }
}
