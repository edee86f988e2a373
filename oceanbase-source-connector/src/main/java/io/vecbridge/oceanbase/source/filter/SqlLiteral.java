// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.filter;

import io.vecbridge.common.source.filter.FilterException;
import java.math.BigDecimal;

/**
 * A literal.
 *
 * @param number null for a text
 * @param approximate whether the number has an exponent, so that it is a DOUBLE
 * @param text null for a number
 */
record SqlLiteral(BigDecimal number, boolean approximate, String text, SqlToken token) {

  static SqlLiteral number(SqlToken token, boolean negative) {
    BigDecimal value = new BigDecimal(token.text());
    boolean approximate = token.text().indexOf('e') >= 0 || token.text().indexOf('E') >= 0;
    return new SqlLiteral(negative ? value.negate() : value, approximate, null, token);
  }

  static SqlLiteral truth(SqlToken token) {
    return new SqlLiteral(
        token.isWord("TRUE") ? BigDecimal.ONE : BigDecimal.ZERO, false, null, token);
  }

  static SqlLiteral text(SqlToken token) {
    return new SqlLiteral(null, false, token.text(), token);
  }

  FilterException refused(String reason) {
    return token.refused(reason);
  }
}
