// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.filter;

import io.vecbridge.common.source.filter.FilterException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an SQL condition.
 *
 * @param text of a name or a text literal without its quotes
 * @param column where it begins, counted from 1
 */
record SqlToken(Kind kind, String text, int column) {
  enum Kind {
    WORD,
    QUOTED_NAME,
    NUMBER,
    TEXT,
    SIGN,
    END
  }

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+)"
              + "|(?<number>(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?(?![\\w$]))"
              + "|(?<word>[A-Za-z_$][\\w$]*)"
              + "|`(?<name>(?:[^`]|``)++)`"
              + "|'(?<text>(?:[^'\\\\]|'')*+)'"
              + "|(?<sign><=>|<>|!=|<=|>=|[=<>(),+-])");

  /** The parts of a condition. */
  static List<SqlToken> of(String sql) {
    List<SqlToken> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(sql);
    int at = 0;
    while (at < sql.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new FilterException(
            at + 1,
            sql.charAt(at) == '\''
                ? "what a text with a backslash means depends on the session's sql_mode."
                : "the connector doesn't know this part of the condition.");
      }
      add(tokens, matcher, at + 1);
      at = matcher.end();
    }
    tokens.add(new SqlToken(Kind.END, "", at + 1));
    return tokens;
  }

  private static void add(List<SqlToken> tokens, Matcher matcher, int column) {
    if (matcher.group("number") != null) {
      tokens.add(new SqlToken(Kind.NUMBER, matcher.group("number"), column));
    } else if (matcher.group("word") != null) {
      tokens.add(new SqlToken(Kind.WORD, matcher.group("word"), column));
    } else if (matcher.group("name") != null) {
      String name = matcher.group("name").replace("``", "`");
      tokens.add(new SqlToken(Kind.QUOTED_NAME, name, column));
    } else if (matcher.group("text") != null) {
      tokens.add(new SqlToken(Kind.TEXT, matcher.group("text").replace("''", "'"), column));
    } else if (matcher.group("sign") != null) {
      tokens.add(new SqlToken(Kind.SIGN, matcher.group("sign"), column));
    }
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  FilterException refused(String reason) {
    return new FilterException(column, reason);
  }
}
