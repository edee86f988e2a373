// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.deadletter;

import java.time.Instant;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which dead letters are meant.
 *
 * @param table null for all
 * @param reason null for all
 * @param since null for all
 * @param until without this moment itself; null for all
 */
public record Selection(Pattern table, Pattern reason, Instant since, Instant until)
    implements Predicate<DeadLetter> {
  @Override
  public boolean test(DeadLetter letter) {
    return (table == null || table.matcher(letter.table()).matches())
        && (reason == null || reason.matcher(letter.reason()).find())
        && (since == null || !letter.time().isBefore(since))
        && (until == null || letter.time().isBefore(until));
  }
}
