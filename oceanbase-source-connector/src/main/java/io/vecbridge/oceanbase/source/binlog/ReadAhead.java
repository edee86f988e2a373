// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.GtidSet;
import io.debezium.relational.TableId;
import io.vecbridge.oceanbase.source.event.Binlog;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which definitions were read ahead of the binlog: when statements that follow in it had already
 * been executed.
 *
 * <p>Guarantees that events which may have been read by other columns than they had are noticed, at
 * the statement that moved the columns: it had been executed when the definition was read, and
 * there were events since. Of the text of a statement, only words are looked for.
 */
final class ReadAhead {
  private static final Pattern MOVES_COLUMNS =
      Pattern.compile("\\b(FIRST|AFTER|CHANGE|RENAME|DROP)\\b", Pattern.CASE_INSENSITIVE);

  private final Binlog binlog;
  private final Map<TableId, Definition> definitions = new HashMap<>();

  /** A definition from when it was read. */
  private static final class Definition {
    private final GtidSet executed;
    private boolean hasEvents;

    private Definition(GtidSet executed) {
      this.executed = executed;
    }
  }

  ReadAhead(Binlog binlog) {
    this.binlog = binlog;
  }

  /** The definitions of some tables, by which their next events are read, were just read. */
  void defined(Collection<TableId> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    GtidSet executed = new GtidSet(binlog.executedGtids());
    ids.forEach(id -> definitions.put(id, new Definition(executed)));
  }

  /** Events are read by the definition of a table. */
  void used(TableId id) {
    Definition definition = definitions.get(id);
    if (definition != null) {
      definition.hasEvents = true;
    }
  }

  /**
   * Whether events since the definition of a table was read may have been read by columns that only
   * this statement gave it.
   *
   * @param gtid of the statement
   */
  boolean mayHaveMisread(TableId id, String gtid, String sql) {
    Definition definition = definitions.remove(id);
    return definition != null
        && definition.hasEvents
        && new GtidSet(gtid).isContainedWithin(definition.executed)
        && MOVES_COLUMNS.matcher(sql).find();
  }
}
