// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.util.Base64;

/** Bytes as JSON without a schema has them: a text in base64. */
public final class Base64Text {
  private Base64Text() {}

  /** A converter for values whose texts are base64. */
  public static Converter decoding(Converter bytes) {
    return value -> bytes.convert(value instanceof String text ? decode(text) : value);
  }

  /** A converter for values whose texts can be base64 or not, which can't be determined. */
  public static Converter refusing(Converter bytes) {
    return value -> {
      if (value instanceof String) {
        throw new UnfitValueException(
            "bytes are expected, but the value is a text, which without a schema or the name of its"
                + " connector may or may not be base64; use a converter with schemas, or set"
                + " add.headers=source.connector for ExtractNewRecordState");
      }
      return bytes.convert(value);
    };
  }

  /**
   * The bytes.
   *
   * @throws UnfitValueException if the text is no base64
   */
  public static byte[] decode(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new UnfitValueException("the text is not base64");
    }
  }
}
