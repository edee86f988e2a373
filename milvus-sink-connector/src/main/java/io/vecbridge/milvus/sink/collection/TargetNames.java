// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.sink.config.AssignedTopics;
import io.vecbridge.common.sink.config.SharedTargets;
import io.vecbridge.common.sink.config.TargetNameFormat;
import io.vecbridge.common.sink.config.TargetOwners;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.row.CollectionName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** Names the target collection of a table, by mapping or format. */
public final class TargetNames {
  private static final int LONGEST = 255;
  private static final int KEPT_NAMES = 10_000;
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");

  private final String database;
  private final TargetNameFormat names;
  private final TargetOwners owners;
  private final Map<SourceName, CollectionName> owned = new HashMap<>();

  /** Names alone, without a task. */
  public TargetNames(CollectionConfig config) {
    this(config, Set::of);
  }

  /**
   * Names of one task.
   *
   * @param assignment the partitions that the task reads
   */
  public TargetNames(CollectionConfig config, Supplier<Set<TopicPartition>> assignment) {
    String mappings = CollectionConfig.MAPPINGS.name();
    this.database = config.database();
    this.names = config.names();
    this.owners =
        new TargetOwners(mappings, new AssignedTopics(assignment, this::shared, mappings));
  }

  /**
   * @throws ConnectException if Milvus does not accept the name, or if another table is written to
   *     the collection; the message says which option to change
   */
  public CollectionName of(SourceName source) {
    CollectionName known = owned.get(source);
    if (known != null) {
      return known;
    }
    CollectionName name = named(source);
    owners.claim(name, source, isMapped(source));
    if (owned.size() >= KEPT_NAMES) {
      owned.clear();
    }
    owned.put(source, name);
    return name;
  }

  /**
   * The name alone, whoever owns the collection.
   *
   * @throws ConnectException if Milvus does not accept the name
   */
  public CollectionName named(SourceName source) {
    String mapped = names.mapped(source);
    return mapped == null ? name(source, source.fill(names.format())) : mapped(source, mapped);
  }

  /** The collections that the topics and the mappings fill, by their names alone. */
  public SharedTargets shared(Collection<String> topics) {
    SharedTargets collections = new SharedTargets();
    for (String topic : topics) {
      SourceName source = SourceName.ofTopic(topic);
      add(collections, () -> named(source), topic, isMapped(source));
    }
    names
        .mappings()
        .forEach(
            (source, target) ->
                add(collections, () -> mapped(SourceName.ofTopic(source), target), source, true));
    return collections;
  }

  private static void add(
      SharedTargets collections, Supplier<CollectionName> name, String source, boolean mapped) {
    try {
      collections.add(name.get(), source, mapped);
    } catch (ConnectException e) {
      // That Milvus does not accept the name is another check's finding.
    }
  }

  /** Whether a table has a collection of its own in {@code collection.mappings}. */
  private boolean isMapped(SourceName source) {
    return names.mapped(source) != null;
  }

  /** The collection that a mapping names, with or without its database. */
  public CollectionName mapped(SourceName source, String target) {
    int stop = target.indexOf('.');
    return stop < 0
        ? name(source, target)
        : checked(target.substring(0, stop), target.substring(stop + 1));
  }

  private CollectionName name(SourceName source, String collection) {
    String filled = source.fill(database);
    return checked(filled.isEmpty() ? MilvusClient.DEFAULT_DATABASE : filled, collection);
  }

  private static CollectionName checked(String database, String collection) {
    check("database", database);
    check("collection", collection);
    return new CollectionName(database, collection);
  }

  private static void check(String kind, String name) {
    if (!LEGAL.matcher(name).matches() || name.length() > LONGEST) {
      throw new ConnectException(
          "Milvus does not accept the "
              + kind
              + " name '"
              + name
              + "': names have up to "
              + LONGEST
              + " letters, digits and underscores and don't begin with a digit. Map the table to"
              + " another one with "
              + CollectionConfig.MAPPINGS.name()
              + ".");
    }
  }
}
