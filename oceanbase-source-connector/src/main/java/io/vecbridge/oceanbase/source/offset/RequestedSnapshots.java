// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The snapshots of a table that signals asked for and that are not complete. They are read page by
 * page between the polls. Immutable.
 *
 * @param filters which rows each of them reads, as an SQL condition, empty for all; the first one
 *     is being read, the others wait for it
 * @param lastKey the row key (cursor) that the first one has read last; empty before the first
 * @param signalPosition after the last signal that the table has followed; 0 if there was none
 */
public record RequestedSnapshots(List<String> filters, List<Object> lastKey, long signalPosition) {
  /** No signal has come. */
  public static final RequestedSnapshots NONE = new RequestedSnapshots(List.of(), List.of(), 0);

  private static final String SEPARATOR = ",";
  // Keeps a snapshot of all rows apart from none.
  private static final String PREFIX = "where:";

  /** Keeps its own copies. */
  public RequestedSnapshots {
    filters = List.copyOf(filters);
    lastKey = List.copyOf(lastKey);
  }

  /** Whether there is none to be read. */
  public boolean isEmpty() {
    return filters.isEmpty();
  }

  /** Which rows the first one reads; empty for all. */
  public String filter() {
    return filters.get(0);
  }

  /** A row of the first one has been emitted. */
  public RequestedSnapshots after(List<Object> key) {
    return new RequestedSnapshots(filters, key, signalPosition);
  }

  /** The first one is complete. */
  public RequestedSnapshots completed() {
    return new RequestedSnapshots(filters.subList(1, filters.size()), List.of(), signalPosition);
  }

  /** Whether the first one is still that of an earlier state, after the same row. */
  public boolean isContinued(RequestedSnapshots earlier) {
    return !isEmpty() && filter().equals(earlier.filter()) && lastKey.equals(earlier.lastKey);
  }

  /** One more was asked for; the same need not wait twice. */
  public RequestedSnapshots with(String filter) {
    if (filters.lastIndexOf(filter) > 0) {
      return this;
    }
    List<String> more = new ArrayList<>(filters);
    more.add(filter);
    return new RequestedSnapshots(more, lastKey, signalPosition);
  }

  /** None is read any more. */
  public RequestedSnapshots stopped() {
    return new RequestedSnapshots(List.of(), List.of(), signalPosition);
  }

  /** The table has followed the signals up to a position. */
  public RequestedSnapshots followed(long position) {
    return new RequestedSnapshots(filters, lastKey, position);
  }

  /** The filters as one text. */
  String text() {
    return filters.stream()
        .map(filter -> PREFIX + URLEncoder.encode(filter, StandardCharsets.UTF_8))
        .collect(Collectors.joining(SEPARATOR));
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException if it is another text
   */
  static List<String> parse(String text) {
    List<String> filters = new ArrayList<>();
    for (String filter : text.split(SEPARATOR)) {
      if (!filter.startsWith(PREFIX)) {
        throw new IllegalArgumentException("A snapshot has no prefix");
      }
      filters.add(URLDecoder.decode(filter.substring(PREFIX.length()), StandardCharsets.UTF_8));
    }
    return filters;
  }
}
