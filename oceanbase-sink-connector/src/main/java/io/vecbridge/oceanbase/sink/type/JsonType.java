// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.JsonSyntax;
import org.apache.kafka.connect.data.Schema;

/**
 * JSON. A text is sent unchanged after one streaming pass that refuses what the server would refuse
 * or change: text that is not JSON or is nested deeper, integers beyond 64 bits, decimals that no
 * double holds. Structs, maps and lists are written as JSON first.
 */
record JsonType() implements ColumnType {
  private static final int DEEPEST = 101;

  @Override
  public Converter from(Schema schema) {
    return value -> {
      ExactNumbers numbers = new ExactNumbers();
      return numbers.of(
          JsonSyntax.checked(JsonSyntax.text(value, schema), DEEPEST, numbers::check));
    };
  }

  @Override
  public String sameValue(String column, String value) {
    return column + " <=> CAST(" + value + " AS JSON)";
  }
}
