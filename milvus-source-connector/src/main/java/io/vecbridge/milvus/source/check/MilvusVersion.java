// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which versions' change log is read. */
final class MilvusVersion {
  private static final Pattern NUMBER = Pattern.compile("v?(\\d+)\\.(\\d+).*");
  private static final int MAJOR = 2;
  private static final int FIRST_MINOR = 3;
  private static final int LAST_MINOR = 5;

  private MilvusVersion() {}

  /** Whether it is 2.3 to 2.5, or a build that doesn't tell its number. */
  static boolean isRead(String version) {
    Matcher matcher = NUMBER.matcher(version);
    if (!matcher.matches()) {
      return true;
    }
    int minor = Integer.parseInt(matcher.group(2));
    return Integer.parseInt(matcher.group(1)) == MAJOR
        && minor >= FIRST_MINOR
        && minor <= LAST_MINOR;
  }
}
