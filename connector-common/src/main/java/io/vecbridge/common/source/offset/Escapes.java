// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the characters that separate names in a text as in a URL, where a name has them too.
 * Everything else stays as it is, even a percent sign, unless it looks like such a code.
 */
public final class Escapes {
  private final Pattern separator;
  private final Pattern code;

  /**
   * For a text.
   *
   * @param separators ASCII characters
   */
  public Escapes(String separators) {
    String codes =
        ("%" + separators)
            .chars()
            .mapToObj(character -> code((char) character).substring(1))
            .collect(Collectors.joining("|", "(?:", ")"));
    this.code = Pattern.compile("%" + codes);
    this.separator = Pattern.compile("%(?=" + codes + ")|[" + Pattern.quote(separators) + "]");
  }

  /** A name as the text has it. */
  public String escaped(String name) {
    return separator.matcher(name).replaceAll(found -> code(found.group().charAt(0)));
  }

  /** The name of such a part of the text. */
  public String plain(String escaped) {
    return code.matcher(escaped).replaceAll(found -> character(found.group()));
  }

  private static String code(char character) {
    return String.format("%%%02X", (int) character);
  }

  private static String character(String code) {
    char character = (char) Integer.parseInt(code.substring(1), 16);
    return Matcher.quoteReplacement(String.valueOf(character));
  }
}
