// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/** Streaming parsers of JSON texts, which never build a tree. */
public final class JsonReader {
  /** The most levels of a JSON text, so that no text of brackets overflows the stack. */
  static final int DEEPEST = 1_000;

  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEEPEST)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNumberLength(1_000)
          .build();
  private static final JsonFactory STRICT =
      JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
  private static final JsonFactory RELAXED =
      JsonFactory.builder()
          .streamReadConstraints(CONSTRAINTS)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build();

  private JsonReader() {}

  public static JsonParser strict(String text) throws IOException {
    return STRICT.createParser(text);
  }

  /** Also accepts field names without quotes, such as the indices of {@code {1:0.5}}. */
  public static JsonParser relaxed(String text) throws IOException {
    return RELAXED.createParser(text);
  }
}
