// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import io.vecbridge.tool.verify.Difference.Kind;
import io.vecbridge.tool.verify.TableResult;
import io.vecbridge.tool.verify.TableResult.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * What a comparison of a pair came to.
 *
 * @param source the name of the source connector
 * @param sink the name of the sink connector
 * @param mode how much was compared, as the command names it
 */
public record Report(
    String source,
    String sink,
    String mode,
    Instant began,
    double seconds,
    List<TableResult> results) {

  /** The number of collections with an outcome. */
  public long count(Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  /** The number of differences of a kind in all collections. */
  public long count(Kind kind) {
    return results.stream().mapToLong(result -> result.count(kind)).sum();
  }

  /** The number of rows that differ in all collections. */
  public long differences() {
    return count(Kind.MISSING) + count(Kind.EXTRA) + count(Kind.DIFFERENT);
  }

  /** The number of rows of the source in all collections. */
  public long rows() {
    return results.stream().mapToLong(result -> result.state().counts().sourceRows()).sum();
  }

  /**
   * The worst outcome of all: a failure hides nothing, but a difference is more. Nothing compared
   * is a failure, so that a mistaken option is not taken for equality.
   */
  public Outcome outcome() {
    if (count(Outcome.DIFFERENT) > 0) {
      return Outcome.DIFFERENT;
    }
    return count(Outcome.FAILED) > 0 || results.isEmpty() ? Outcome.FAILED : Outcome.EQUAL;
  }
}
