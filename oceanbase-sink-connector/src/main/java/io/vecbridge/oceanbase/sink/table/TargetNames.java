// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.config.AssignedTopics;
import io.vecbridge.common.sink.config.SharedTargets;
import io.vecbridge.common.sink.config.TargetOwners;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Names the target table of a collection, by {@code table.mappings} or {@code table.name.format}.
 *
 * <p>Rows of two collections don't meet in one table, unless both are mapped to it, or come in one
 * topic. Most tenants compare names without case.
 */
public final class TargetNames {
  private final TableConfig config;
  private final String defaultDatabase;
  private final TargetOwners owners;

  /** Names alone, without a task. */
  public TargetNames(TableConfig config, String defaultDatabase) {
    this(config, defaultDatabase, Set::of);
  }

  /**
   * Names of one task: which table owns a target is decided once for all of its sessions.
   *
   * @param assignment the partitions that the task reads
   */
  public TargetNames(
      TableConfig config, String defaultDatabase, Supplier<Set<TopicPartition>> assignment) {
    String mappings = TableConfig.MAPPINGS.name();
    this.config = config;
    this.defaultDatabase = defaultDatabase;
    this.owners =
        new TargetOwners(mappings, new AssignedTopics(assignment, this::shared, mappings));
  }

  /**
   * The table that the rows of a source are written to.
   *
   * @throws ConnectException with the key to change
   */
  public TableName of(SourceName source) {
    TableName name = named(source);
    owners.claim(folded(name), source, isMapped(source));
    return name;
  }

  /**
   * The name alone, whoever owns the table.
   *
   * @throws ConnectException with the key to change
   */
  public TableName named(SourceName source) {
    TableName name = name(source);
    check(name.database());
    check(name.table());
    return name;
  }

  /** Whether a source has a table of its own in {@code table.mappings}. */
  private boolean isMapped(SourceName source) {
    return config.names().mapped(source) != null;
  }

  /** The tables that the topics and the mappings fill, by their names alone. */
  public SharedTargets shared(Collection<String> topics) {
    SharedTargets tables = new SharedTargets();
    for (String topic : topics) {
      SourceName source = SourceName.ofTopic(topic);
      try {
        tables.add(folded(named(source)), topic, isMapped(source));
      } catch (ConnectException e) {
        // Its records can name their tables themselves.
      }
    }
    config
        .names()
        .mappings()
        .forEach((source, table) -> tables.add(table.toLowerCase(Locale.ROOT), source, true));
    return tables;
  }

  /** What tables have in common that most tenants take for one. */
  public static String folded(TableName name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private TableName name(SourceName source) {
    String mapped = config.names().mapped(source);
    if (mapped != null) {
      int stop = mapped.indexOf('.');
      return new TableName(mapped.substring(0, stop), mapped.substring(stop + 1));
    }
    // The format is split, not the result: a collection's name may hold a full stop.
    String format = config.names().format();
    int stop = format.indexOf('.');
    return stop < 0
        ? new TableName(defaultDatabase, source.fill(format))
        : new TableName(
            source.fill(format.substring(0, stop)), source.fill(format.substring(stop + 1)));
  }

  private static void check(String name) {
    if (name.isEmpty()) {
      throw new ConnectException(
          "The database of the target table is unknown: the record names none and its topic is"
              + " not of the form <prefix>.<database>.<collection>. Set "
              + TableConfig.NAME_FORMAT
              + " to <database>.${collection}.");
    }
    if (name.codePointCount(0, name.length()) > TableName.MAX_NAME_LENGTH) {
      throw new ConnectException(
          "The name '"
              + name
              + "' is longer than OceanBase's "
              + TableName.MAX_NAME_LENGTH
              + " characters. Map it to a shorter one with "
              + TableConfig.MAPPINGS
              + ".");
    }
  }
}
