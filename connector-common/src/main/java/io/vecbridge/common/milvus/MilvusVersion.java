// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.grpc.DataType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a server, as it reports it. Builds without a number count as the newest one. It
 * holds only for the moment: an upgrade happens under a running task.
 */
public record MilvusVersion(int major, int minor, int patch) {
  private static final Pattern NUMBER = Pattern.compile("v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");
  private static final MilvusVersion NEWEST = new MilvusVersion(3, 0, Integer.MAX_VALUE);

  // Milvus Lite has numbers of its own, and the types of this version.
  private static final String LITE = "milvus_lite";
  private static final MilvusVersion VERSION_OF_LITE = new MilvusVersion(2, 6, Integer.MAX_VALUE);

  /** Reads a version such as {@code v2.3.5}. */
  public static MilvusVersion of(String reported) {
    if (reported.startsWith(LITE)) {
      return VERSION_OF_LITE;
    }
    Matcher matcher = NUMBER.matcher(reported);
    if (!matcher.matches()) {
      return NEWEST;
    }
    String patch = matcher.group(3);
    return new MilvusVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  private boolean isAtLeast(int otherMajor, int otherMinor) {
    return isAtLeast(otherMajor, otherMinor, 0);
  }

  /** Whether it is this version, or a later one. */
  public boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
    return major != otherMajor
        ? major > otherMajor
        : minor != otherMinor ? minor > otherMinor : patch >= otherPatch;
  }

  /** Whether its change log is read: 2.3 to 3.x. */
  public boolean isLogRead() {
    return isAtLeast(2, 3) && !isAtLeast(4, 0);
  }

  /** Whether a query can show the rows at exactly a timestamp. */
  public boolean readsAtTimestamps() {
    return isAtLeast(2, 5);
  }

  /** Whether its log has transactions, which can be open wherever the log is read from. */
  public boolean hasTransactions() {
    return isAtLeast(2, 6);
  }

  /** Whether its log shows that a collection is renamed: from 2.6.5 on. */
  public boolean logsRenames() {
    return isAtLeast(2, 6, 5);
  }

  /** Whether it returns its log whole ({@code DumpMessages}): 2.6.20 and later. */
  public boolean dumpsMessages() {
    return isAtLeast(2, 6, 20);
  }

  /** Whether it has no known defects in what it returns: from 2.6.24 and 3.0.2 on. */
  public boolean dumpsMessagesWell() {
    return isAtLeast(3, 0) ? isAtLeast(3, 0, 2) : isAtLeast(2, 6, 24);
  }

  @Override
  public String toString() {
    return patch == Integer.MAX_VALUE ? "of an unknown version" : major + "." + minor + "." + patch;
  }

  /** Whether fields can have a type. */
  public boolean has(DataType type) {
    return switch (type) {
      case Geometry -> isAtLeast(2, 6, 4);
      case Timestamptz -> isAtLeast(2, 6, 6);
      case Text -> isAtLeast(3, 0);
      default -> true;
    };
  }

  /** Whether vectors can have an index of type HNSW_SQ. */
  public boolean hasQuantizedGraphs() {
    return isAtLeast(2, 6);
  }

  /** Whether a vector can be null. */
  public boolean hasNullableVectors() {
    return isAtLeast(3, 0);
  }
}
