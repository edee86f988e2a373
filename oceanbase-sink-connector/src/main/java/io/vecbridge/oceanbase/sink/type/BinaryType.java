// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Bytes;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;

/**
 * BINARY, VARBINARY and the BLOB types, limited in bytes. A text is stored as its UTF-8 bytes.
 *
 * @param padded whether the server fills a shorter value with zeros, as BINARY does: a key has to
 *     be looked up as it is stored
 */
record BinaryType(long maxBytes, boolean padded) implements ColumnType {
  BinaryType(long maxBytes) {
    this(maxBytes, false);
  }

  @Override
  public Converter from(Schema schema) {
    return this::convert;
  }

  @Override
  public boolean holdsBytes() {
    return true;
  }

  private Object convert(Object value) {
    byte[] bytes;
    if (Bytes.isBytes(value)) {
      bytes = Bytes.of(value);
    } else if (value instanceof String text) {
      Utf8.length(text);
      bytes = text.getBytes(StandardCharsets.UTF_8);
    } else {
      throw UnfitValueException.shape(value, "BYTES");
    }
    if (bytes.length > maxBytes) {
      throw UnfitValueException.tooLong(bytes.length, maxBytes);
    }
    return padded && bytes.length < maxBytes ? Arrays.copyOf(bytes, (int) maxBytes) : bytes;
  }
}
