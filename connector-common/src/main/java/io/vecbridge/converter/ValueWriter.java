// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes the values of one schema. */
@FunctionalInterface
interface ValueWriter {
  void write(JsonGenerator json, Object value) throws IOException;
}
