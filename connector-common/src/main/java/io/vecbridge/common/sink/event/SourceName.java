// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

/**
 * What the source calls the collection or table of a change.
 *
 * @param database empty if neither the record nor its topic names one
 * @param schema between database and table, as PostgreSQL has them; empty if there is none
 */
public record SourceName(String topic, String database, String schema, String collection) {
  /** A source without schemas. */
  public SourceName(String topic, String database, String collection) {
    this(topic, database, "", collection);
  }

  /**
   * From a topic {@code [<prefix>.]<database>.<collection>}, for records without a source block.
   */
  public static SourceName ofTopic(String topic) {
    int last = topic.lastIndexOf('.');
    if (last < 0) {
      return new SourceName(topic, "", topic);
    }
    int before = topic.lastIndexOf('.', last - 1);
    return new SourceName(topic, topic.substring(before + 1, last), topic.substring(last + 1));
  }

  /** As messages name it. */
  public String text() {
    return database.isEmpty() ? collection : database + "." + collection;
  }

  /** A format of names with its placeholders filled. */
  public String fill(String format) {
    return format
        .replace("${topic}", topic)
        .replace("${database}", database)
        .replace("${collection}", collection)
        .replace("${table}", collection);
  }
}
