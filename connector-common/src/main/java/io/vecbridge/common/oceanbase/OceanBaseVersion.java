// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's version, from {@code @@version_comment} ({@code OceanBase 4.3.5.3 (r1.3.0.0) ..}).
 *
 * @param oceanBase whether the server is an OceanBase at all
 */
public record OceanBaseVersion(
    boolean oceanBase, int major, int minor, int patch, int build, String text) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

  /** The version in a version comment; zeros if it has none. */
  public static OceanBaseVersion parse(String comment) {
    String text = comment == null ? "" : comment;
    boolean oceanBase = text.startsWith("OceanBase");
    Matcher matcher = NUMBERS.matcher(text);
    if (!matcher.find()) {
      return new OceanBaseVersion(oceanBase, 0, 0, 0, 0, text);
    }
    return new OceanBaseVersion(
        oceanBase,
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4)),
        text);
  }

  /** Whether this version is the given one or later. */
  public boolean atLeast(int otherMajor, int otherMinor, int otherPatch) {
    if (major != otherMajor) {
      return major > otherMajor;
    }
    return minor != otherMinor ? minor > otherMinor : patch >= otherPatch;
  }
}
