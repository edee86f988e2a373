// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A column's type, parsed: {@code bigint(20) unsigned}, {@code ARRAY(VARCHAR(20))}.
 *
 * @param name the first word, in lower case
 * @param arguments the content of the parentheses, unchanged
 */
public record TypeText(String name, String arguments, boolean unsigned, Charset charset) {
  private static final Map<String, Charset> CHARSETS =
      Map.of(
          "latin1", Charset.forName("windows-1252"),
          "ascii", StandardCharsets.US_ASCII,
          "gbk", Charset.forName("GBK"),
          "gb18030", Charset.forName("GB18030"),
          "gb2312", Charset.forName("GB2312"),
          "big5", Charset.forName("Big5"),
          "sjis", Charset.forName("Shift_JIS"),
          "utf16", StandardCharsets.UTF_16BE,
          "utf16le", StandardCharsets.UTF_16LE,
          "ucs2", StandardCharsets.UTF_16BE);

  private static final Set<String> GEOMETRIES =
      Set.of(
          "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geometrycollection",
          "geomcollection");

  /** A type whose character set does not matter. */
  public static TypeText of(String columnType) {
    return of(columnType, null);
  }

  /**
   * A column's type.
   *
   * @param columnType as information_schema has it
   * @param collation of the column, or null; its name begins with that of the character set
   */
  public static TypeText of(String columnType, String collation) {
    String set = collation == null ? "" : collation.split("_", 2)[0];
    Charset charset = CHARSETS.getOrDefault(set, StandardCharsets.UTF_8);
    String text = columnType.trim();
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    if (open < 0 || close < open) {
      String[] words = text.toLowerCase(Locale.ROOT).split(" ", 2);
      return new TypeText(words[0], "", words.length > 1 && words[1].contains("unsigned"), charset);
    }
    return new TypeText(
        text.substring(0, open).trim().toLowerCase(Locale.ROOT),
        text.substring(open + 1, close),
        text.substring(close).toLowerCase(Locale.ROOT).contains("unsigned"),
        charset);
  }

  /** The name of a group of types that are read and written alike: that of GEOMETRY's subtypes. */
  public String family() {
    return GEOMETRIES.contains(name) ? "geometry" : name;
  }

  /** The name as records have it: upper case, with UNSIGNED, arrays with their elements. */
  public String wireName() {
    if (name.equals("array")) {
      return "ARRAY(" + TypeText.of(arguments).wireElement() + ")";
    }
    return name.toUpperCase(Locale.ROOT) + (unsigned ? " UNSIGNED" : "");
  }

  private String wireElement() {
    boolean text = name.equals("varchar");
    return text ? "VARCHAR(" + arguments + ")" : wireName();
  }

  /** An argument as a number, or {@code missing} if there is none. */
  public int argument(int index, int missing) {
    String[] parts = arguments.split(",", -1);
    return index < parts.length && !parts[index].isBlank()
        ? Integer.parseInt(parts[index].trim())
        : missing;
  }

  /**
   * The options of ENUM and SET. MySQL doubles the quotes inside of an option; OceanBase writes
   * options as they are, so one that holds {@code ','} is mistaken for two.
   */
  public List<String> options() {
    List<String> options = new ArrayList<>();
    String inside = arguments.trim();
    if (inside.length() >= 2) {
      for (String option : inside.substring(1, inside.length() - 1).split("','", -1)) {
        options.add(option.replace("''", "'"));
      }
    }
    return options;
  }
}
