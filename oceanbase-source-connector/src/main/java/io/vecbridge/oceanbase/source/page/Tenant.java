// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a capture reads of the tenant, over one connection. For one thread; {@link #close} may be
 * called by another.
 */
public interface Tenant extends AutoCloseable {
  /** The captured tables, by name. */
  List<TableId> tables() throws SQLException;

  /** Whether a table is captured, if there is one of that name. */
  boolean captures(TableId id);

  /** The table, or null if there is none with that name (or none that the user may read). */
  TableDefinition table(TableId id) throws SQLException;

  /** The fingerprints that the tables have now; tables that are gone are missing. */
  Map<TableId, String> fingerprints(Collection<TableDefinition> tables) throws SQLException;

  /** An SCN that no later commit goes below. */
  long currentScn() throws SQLException;

  /** The SCN of this moment, which no earlier commit is above, or 0 to read without one. */
  long latestScn() throws SQLException;

  /** How many seconds of history the tenant keeps; -1 if it doesn't show it. */
  long undoRetentionSeconds() throws SQLException;

  /** The pages of a table. */
  TablePages pages(RowSchema schema, ReadPartitions partitions);

  /** The pages of a table of which every partition is read. */
  default TablePages pages(RowSchema schema) {
    return pages(schema, ReadPartitions.ALL);
  }

  /** Drops the connection after an error; the next read opens another. */
  void drop();

  /** Whether {@link #close} was called, after which every read fails. */
  boolean isClosed();

  /** Ends a read that is under way, and refuses any other. */
  @Override
  void close();
}
