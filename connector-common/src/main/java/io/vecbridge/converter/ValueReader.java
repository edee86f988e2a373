// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the values of one schema. */
final class ValueReader {
  private final Present present;
  private final boolean optional;
  private final Object ifNull;

  /**
   * @param optional whether there may be no value
   * @param ifNull is read if there is none
   */
  ValueReader(Present present, boolean optional, Object ifNull) {
    this.present = present;
    this.optional = optional || ifNull != null;
    this.ifNull = ifNull;
  }

  /** Reads a value that isn't null, whose first token is the current one; its last one then is. */
  @FunctionalInterface
  interface Present {
    Object read(JsonParser json) throws IOException;
  }

  /** Reads the value whose first token is the current one. */
  Object read(JsonParser json) throws IOException {
    return json.hasToken(JsonToken.VALUE_NULL) ? absent() : present.read(json);
  }

  /** What is read where no value is. */
  Object absent() {
    if (!optional) {
      throw new UnusualJsonException();
    }
    return ifNull;
  }
}
