// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The one place that determines the table of a tombstone. An envelope names its table in its {@code
 * source} block, a tombstone has only its topic, which a transformation may have renamed: it refers
 * to the table of the envelopes in the topic that it was read from. In a topic of flat rows it is
 * the only delete, and refers to the table of the rows.
 *
 * <p>If a topic carries several tables, a tombstone is ignored, because the envelope of the delete
 * before it has deleted the row. A topic is taken for such a one, too, if its name on the broker
 * does not end with the table of its envelopes: another partition's envelopes can name others.
 */
final class TopicTables {
  private static final int KEPT_TOPICS = 10_000;

  /** In place of a table: the topic carries several. */
  static final SourceName SEVERAL = new SourceName("", "", "");

  private final Map<String, SourceName> tables = new LatestEntries<>(KEPT_TOPICS);
  private final Map<String, SourceName> byName = new LatestEntries<>(KEPT_TOPICS);

  /** A row of the topic, in an envelope or flat, is of this table. */
  void named(SinkRecord record, SourceName table, boolean envelope) {
    String topic = record.originalTopic();
    SourceName known = tables.get(topic);
    if (known == SEVERAL || table.equals(known)) {
      return;
    }
    boolean several = known != null || (envelope && !isNamedAfter(topic, table));
    tables.put(topic, several ? SEVERAL : table);
  }

  /** The table that a tombstone refers to, {@link #SEVERAL}, or null if it is not known. */
  SourceName ofTombstone(SinkRecord tombstone) {
    return tables.get(tombstone.originalTopic());
  }

  /** The table that a topic's name denotes. */
  SourceName ofTopic(String topic) {
    return byName.computeIfAbsent(topic, SourceName::ofTopic);
  }

  /** Sources replace what a topic's name can't hold by underscores. */
  private static boolean isNamedAfter(String topic, SourceName table) {
    String last = table.collection().replaceAll("[^a-zA-Z0-9._-]", "_");
    return topic.equals(last) || topic.endsWith("." + last);
  }
}
