// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.Map;

/**
 * The one place that determines the table of a tombstone. An envelope names its table in its {@code
 * source} block, a tombstone has only its topic, which a transformation may have renamed: it refers
 * to the table of the topic's envelopes. If a topic carries several tables, a tombstone is ignored,
 * because the envelope of the delete before it has deleted the row. Before a topic's first
 * envelope, the table is determined by the topic's name, as it is for flat rows.
 */
final class TopicTables {
  private static final int KEPT_TOPICS = 10_000;
  private static final SourceName SEVERAL = new SourceName("", "", "");

  private final Map<String, SourceName> tables = new LatestEntries<>(KEPT_TOPICS);
  private final Map<String, SourceName> byName = new LatestEntries<>(KEPT_TOPICS);

  /** An envelope of the topic names its table. */
  void named(SourceName table) {
    SourceName known = tables.putIfAbsent(table.topic(), table);
    if (known != null && known != SEVERAL && !known.equals(table)) {
      tables.put(table.topic(), SEVERAL);
    }
  }

  /** The table that a tombstone of the topic refers to, or null if there is none. */
  SourceName ofTombstone(String topic) {
    SourceName known = tables.get(topic);
    if (known == null) {
      return ofTopic(topic);
    }
    return known == SEVERAL ? null : known;
  }

  /** The table that a topic's name denotes. */
  SourceName ofTopic(String topic) {
    return byName.computeIfAbsent(topic, SourceName::ofTopic);
  }
}
