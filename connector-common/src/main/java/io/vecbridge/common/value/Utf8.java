// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as a server will see it; half surrogate pairs are refused, encoders would send '?'. */
public final class Utf8 {
  private Utf8() {}

  /** The number of UTF-8 bytes. */
  public static long length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new UnfitValueException("the text is not valid Unicode");
        }
        i++;
        bytes += 4;
      }
    }
    return bytes;
  }

  /** The number of characters, as CHAR(n) and VARCHAR(n) count them. */
  public static int characters(String text) {
    length(text);
    return text.codePointCount(0, text.length());
  }

  public static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnfitValueException("the bytes are not valid UTF-8");
    }
  }
}
