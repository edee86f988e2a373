// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.GtidSet;
import io.debezium.relational.TableId;
import io.vecbridge.oceanbase.source.event.Binlog;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which definitions were read ahead of the binlog: at a statement, when later ones had already been
 * executed.
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

  /** A definition that was read at a statement. */
  private static final class Definition {
    private final GtidSet executed;
    private boolean hasEvents;

    private Definition(String executed) {
      this.executed = new GtidSet(executed);
    }
  }

  ReadAhead(Binlog binlog) {
    this.binlog = binlog;
  }

  /** The definition of a table was just read at a statement. */
  void defined(TableId id) throws SQLException {
    definitions.put(id, new Definition(binlog.executedGtids()));
  }

  /** Events are read by the definition of a table. */
  void used(TableId id) {
    Definition definition = definitions.get(id);
    if (definition != null) {
      definition.hasEvents = true;
    }
  }

  /**
   * Whether events since the last statement of a table may have been read by columns that only this
   * statement gave it.
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
