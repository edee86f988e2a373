// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.TextReader;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.Utf8;
import org.apache.kafka.connect.data.Schema;

/**
 * CHAR and VARCHAR, limited in characters, and the TEXT types, limited in bytes. Numbers are stored
 * as their text, structured values as JSON, dates and times in ISO 8601.
 *
 * @param inBytes whether {@code max} counts bytes
 * @param trims whether the server drops spaces at the end, as CHAR does: such texts are refused
 */
record TextType(long max, boolean inBytes, boolean trims) implements ColumnType {
  TextType(long max, boolean inBytes) {
    this(max, inBytes, false);
  }

  @Override
  public Converter from(Schema schema) {
    TextReader reader = TextReader.of(schema);
    return value -> checked(reader.text(value));
  }

  /** Collations can ignore case, accents and spaces at the end. */
  @Override
  public String sameValue(String column, String value) {
    return "CAST(" + column + " AS BINARY) <=> CAST(" + value + " AS BINARY)";
  }

  private String checked(String text) {
    if (trims && text.endsWith(" ")) {
      throw new UnfitValueException("a CHAR drops the spaces at the end of the text");
    }
    // Most texts are far below the limit: then one pass over the text is enough.
    long length = inBytes ? Utf8.length(text) : Utf8.characters(text);
    if (length > max) {
      throw new UnfitValueException(
          length + (inBytes ? " bytes" : " characters") + " exceed the maximum of " + max);
    }
    return text;
  }
}
