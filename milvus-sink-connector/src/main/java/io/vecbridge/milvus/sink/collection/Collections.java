// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.event.RecordTable;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceBlock;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.row.CollectionName;
import io.vecbridge.milvus.sink.row.TargetCollection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The collections of a task, described once and kept until an error makes their description
 * doubtful.
 */
public final class Collections {
  private final MilvusClient client;
  private final CollectionConfig config;
  private final TargetNames names;
  private final CollectionCreator creator;
  private final NewIndexes indexes;
  private final Map<CollectionName, TargetCollection> targets = new HashMap<>();
  private final Set<CollectionName> missing = new HashSet<>();

  /** Collections that this task creates, and that may still lack their indexes. */
  private final Map<CollectionName, SourceTable> unfinished = new HashMap<>();

  /** Tables that are known not to be the collections that they are written to. */
  private final Set<SourceName> distinct = new HashSet<>();

  private PutDeadline deadline;

  /**
   * @param names those of the task
   */
  public Collections(
      MilvusClient client, CollectionConfig config, TargetNames names, SinkMetrics metrics) {
    this.client = client;
    this.config = config;
    this.names = names;
    this.creator = new CollectionCreator(client, config, metrics);
    this.indexes = new NewIndexes(client, config.indexes());
  }

  /** A put begins: missing collections are looked up again. */
  public void begin(PutDeadline put) {
    deadline = put;
    missing.clear();
  }

  /**
   * The collection of a change, which is created if that is allowed.
   *
   * @return null if there is no collection and the change only deletes
   * @throws io.vecbridge.common.sink.event.BadRecordException if the collection can be created from
   *     other rows, but not from this one
   * @throws ConnectException if the collection is missing or unfit
   */
  public TargetCollection of(Change change) throws InterruptedException {
    TargetCollection target = of(change.source());
    if (target != null && !distinct.contains(change.source())) {
      refuseItself(target, change);
    }
    if (target == null && change.writes()) {
      SourceTable source =
          RecordTable.of(change.source(), change.key().shape(), change.rowShape(), change.row());
      CollectionName name = names.of(change.source());
      if (source != null) {
        NewFields.requireDimensions(name, source, change);
      }
      target = create(name, source);
    }
    return target;
  }

  private void refuseItself(TargetCollection target, Change change) {
    long source = SourceBlock.of(change).collectionId();
    if (source == target.id()) {
      throw new ConnectException(
          "The records of "
              + change.source().text()
              + " come from collection "
              + target
              + " itself: each row that is written would be captured and come again, without end."
              + " Map it to another collection with "
              + CollectionConfig.MAPPINGS.name()
              + ", or exclude its topic.");
    }
    if (source >= 0) {
      distinct.add(change.source());
    }
  }

  /** The collection of a table, or null if there is none. */
  public TargetCollection of(SourceName source) throws InterruptedException {
    CollectionName name = names.of(source);
    TargetCollection target = targets.get(name);
    return target != null || missing.contains(name) ? target : describe(name);
  }

  /**
   * Creates the collection of a schema change event if it is missing, or the indexes that it lacks,
   * and that is allowed.
   */
  public void apply(SourceTable source) throws InterruptedException {
    if (config.evolution() != SchemaEvolution.BASIC || !NewFields.areDescribed(source)) {
      return;
    }
    CollectionName name = names.of(source.source());
    if (of(source.source()) == null) {
      create(name, source);
    } else if (config.indexes().createsAny()) {
      describe(name, source);
    }
  }

  /**
   * Describes a collection again: an operator may have changed it.
   *
   * @return the given one itself if nothing has changed
   */
  public TargetCollection reread(TargetCollection known) throws InterruptedException {
    TargetCollection target = describe(known.name());
    if (target == null || target.isSameAs(known)) {
      targets.put(known.name(), known);
      return known;
    }
    return target;
  }

  /** Whether a collection is as it was described; if not, all of them are described again. */
  public boolean isCurrent(TargetCollection known) throws InterruptedException {
    TargetCollection now =
        TargetCollection.of(
            config, known.name(), client.describe(known.database(), known.collection()));
    if (!now.isSameAs(known)) {
      forget();
      return false;
    }
    return true;
  }

  /** Describes all collections again when they are asked for. */
  public void forget() {
    targets.clear();
    distinct.clear();
  }

  /** Describes these collections again when they are asked for. */
  public void forget(Set<Object> names) {
    targets.keySet().removeAll(names);
  }

  private TargetCollection describe(CollectionName name) throws InterruptedException {
    return describe(name, null);
  }

  /**
   * @param announced by a schema change event; null if a row asks for the collection
   */
  private TargetCollection describe(CollectionName name, SourceTable announced)
      throws InterruptedException {
    deadline.check();
    try {
      DescribeCollectionResponse described = client.describe(name.database(), name.collection());
      SourceTable created = unfinished.get(name);
      indexes.complete(
          name, described.getSchema(), announced == null ? created : announced, created != null);
      unfinished.remove(name);
      TargetCollection target = TargetCollection.of(config, name, described);
      targets.put(name, target);
      return target;
    } catch (MilvusRequestException e) {
      if (e.reason() == MilvusReason.NO_COLLECTION || e.reason() == MilvusReason.NO_DATABASE) {
        missing.add(name);
        return null;
      }
      throw e;
    }
  }

  /**
   * Creates a collection and describes it. If a task fails in between, the next try finds the
   * collection and completes it; if another task has created it from another record, which may
   * describe its columns otherwise, that one is written.
   */
  private TargetCollection create(CollectionName name, SourceTable source)
      throws InterruptedException {
    creator.check(name, source);
    deadline.check();
    try {
      unfinished.put(name, source);
      creator.create(name, source);
    } catch (MilvusRequestException e) {
      if (e.failure() == Failure.RETRY) {
        throw e;
      }
      unfinished.remove(name);
      TargetCollection other = describe(name);
      if (other == null) {
        throw e;
      }
      return other;
    }
    missing.remove(name);
    TargetCollection target = describe(name);
    if (target == null) {
      throw new ConnectException("Collection " + name + " was dropped by another client.");
    }
    return target;
  }
}
