// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.oceanbase.sink.config.VectorIndexConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Creates the vector indexes that an existing table lacks. That can take as long as the table is
 * large, while rows are written to it, so it is done on a thread and a connection of its own; a
 * stop interrupts it. A column that has a vector index keeps it. An index that the server refuses
 * is reported and leaves the table without it: rows need no index.
 *
 * <p>Guarantees that an index is built though the task ends meanwhile: the event that asks for it
 * isn't done before the index is there, and comes again after a restart. An index that shows counts
 * when no task can be building it any more: this one isn't, a task that loses the event ends its
 * builds, and {@link Settling} waits for what they leave.
 */
public final class IndexBuilds implements AutoCloseable {
  private final VectorIndexConfig config;
  private final OceanBaseConnections connections;
  private final ExecutorService executor;
  private final WrittenSnapshots snapshots;
  private final Settling settling;
  private final Map<Place, IndexBuild> builds = new ConcurrentHashMap<>();
  private final Set<Place> refused = ConcurrentHashMap.newKeySet();

  /** Where an index is built, and for whose event. */
  private record Place(SourceName source, TableName table, String column) {}

  /**
   * Of one task.
   *
   * @param snapshots those that deferred indexes wait for
   * @param assignment the partitions that the task reads
   * @param nanoClock such as {@code System::nanoTime}
   */
  public IndexBuilds(
      VectorIndexConfig config,
      OceanBaseConnections connections,
      WrittenSnapshots snapshots,
      String connector,
      Supplier<Set<TopicPartition>> assignment,
      LongSupplier nanoClock) {
    this.config = config;
    this.connections = connections;
    this.snapshots = snapshots;
    this.settling = new Settling(assignment, nanoClock);
    this.executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "vecbridge-indexes-" + connector);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to create the indexes that a table lacks according to a schema change event, unless they
   * wait for the rows of a snapshot.
   *
   * @return whether the table has all that the server creates
   */
  boolean complete(Connection connection, TableDefinition table, SourceTable source)
      throws SQLException {
    if (!config.createsAny()) {
      return true;
    }
    Map<String, String> types = new LinkedHashMap<>();
    for (SourceTable.Column column : source.columns()) {
      ColumnDefinition definition = table.column(column.name());
      if (definition != null) {
        types.put(column.name(), definition.type());
      }
    }
    if (NewIndex.of(config, table.name(), types, source, Set.of()).isEmpty()) {
      return true;
    }
    if (awaitsSnapshot(connection, table.name(), source)) {
      return false;
    }
    // Also if none shows yet, so that it counts as soon as it is built.
    boolean settled = settling.isOver();
    boolean complete = !isBeingBuilt(table.name());
    ExistingIndexes existing = ExistingIndexes.read(connection, table.name());
    boolean some = types.keySet().removeIf(existing::has);
    complete &= !some || settled;
    for (NewIndex index : NewIndex.of(config, table.name(), types, source, existing.names())) {
      Place place = new Place(source.source(), table.name(), index.column());
      if (!refused.contains(place)) {
        complete = false;
        if (!builds.containsKey(place)) {
          build(place, index);
        }
      }
    }
    return complete;
  }

  /** Whether the indexes of a table wait for a snapshot or for their turn, or are being built. */
  boolean isUnderWay(Connection connection, TableName table, SourceTable source)
      throws SQLException {
    return isBeingBuilt(table) || awaitsSnapshot(connection, table, source);
  }

  private boolean isBeingBuilt(TableName table) {
    return builds.keySet().stream().anyMatch(place -> place.table().equals(table));
  }

  private boolean awaitsSnapshot(Connection connection, TableName table, SourceTable source)
      throws SQLException {
    return config.defersAny()
        && source.announcement().beforeSnapshot()
        && !snapshots.include(connection, table);
  }

  private void build(Place place, NewIndex index) {
    IndexBuild build = new IndexBuild(connections, place.table(), index);
    builds.put(place, build);
    build.start(
        executor,
        () -> {
          if (build.isRefused()) {
            refused.add(place);
          }
          builds.remove(place, build);
        });
  }

  /**
   * Ends what is under way for tables whose events are another task's from now on: that one can't
   * tell an index that is being built from one that is there.
   */
  public void end(Collection<SourceName> sources) {
    builds.forEach(
        (place, build) -> {
          if (sources.contains(place.source())) {
            build.end();
            builds.remove(place, build);
          }
        });
    settling.restart();
  }

  /** Ends what is under way; the event that asked for it begins it again. */
  @Override
  public void close() {
    builds.values().forEach(IndexBuild::end);
    executor.shutdownNow();
  }
}
