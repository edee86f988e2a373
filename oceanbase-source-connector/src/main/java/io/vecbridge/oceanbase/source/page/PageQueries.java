// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.vecbridge.common.oceanbase.OceanBaseScn;
import io.vecbridge.common.oceanbase.table.TableDefinition.Partitioning;
import io.vecbridge.oceanbase.source.schema.KeyColumns;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.type.VectorText;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of one table's pages. {@code ORA_ROWSCN}, the SCN at which a row was last written,
 * can't be selected together with {@code AS OF SNAPSHOT}, but compared. The hints keep the
 * optimizer from an index that is younger than the SCN, which the server would refuse (1412), and
 * can bound the statement's time.
 */
final class PageQueries {
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int MOST_PROBED = 64;
  private static final String TABLE = "t";
  private static final String OLD = "o";
  private static final String NEW = "n";

  private final RowSchema schema;
  private final String nameAtLow;
  private final String nameAtHigh;
  private final List<String> partitionsAtLow;
  private final String condition;
  private final String timeout;

  /**
   * @param condition of the rows that are captured; empty for all
   * @param timeout the maximum time of a statement, if it is shorter than the session's; zero
   *     otherwise
   */
  PageQueries(RowSchema schema, ReadPartitions partitions, String condition, Duration timeout) {
    this.schema = schema;
    String name = schema.definition().name().quoted();
    this.partitionsAtLow = partitions.atLow();
    this.nameAtLow = name + ReadPartitions.clause(partitions.atLow());
    this.nameAtHigh = name + ReadPartitions.clause(partitions.atHigh());
    this.condition = condition;
    this.timeout =
        timeout.isZero() ? "" : " QUERY_TIMEOUT(" + timeout.toNanos() / NANOS_PER_MICRO + ")";
  }

  /** The table at the upper SCN, without an alias. */
  String asOfHigh(long scn) {
    return asOf(nameAtHigh, scn);
  }

  /** The table at the lower SCN, or that of a snapshot, without an alias. */
  String asOfLow(long scn) {
    return asOf(nameAtLow, scn);
  }

  private static String asOf(String name, long scn) {
    return scn == OceanBaseScn.NOW ? name : name + " AS OF SNAPSHOT " + scn;
  }

  /** Row keys and values after a cursor, at the SCN of a snapshot. */
  String rows(long scn, String filter, boolean first, int limit, VectorText text) {
    String after = first ? "" : schema.rowKey().after(TABLE);
    String where =
        Stream.of(parentheses(condition), parentheses(filter), after)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" AND "));
    return select(values(text), asOfLow(scn))
        + (where.isEmpty() ? "" : " WHERE " + where)
        + page(TABLE, limit);
  }

  private static String parentheses(String sql) {
    return sql.isEmpty() ? "" : "(" + sql + ")";
  }

  /** Row keys of what was written after {@code low}. */
  String changedKeys(long low, long high, boolean first, int limit) {
    return select(schema.rowKey().selectList(TABLE), asOfHigh(high))
        + " WHERE ORA_ROWSCN > "
        + low
        + (first ? "" : " AND " + schema.rowKey().after(TABLE))
        + page(TABLE, limit);
  }

  /** Row keys and values of some row keys, and whether each matches, if there is a condition. */
  String rowsOf(long scn, int keys, VectorText text) {
    return select(
            values(text) + (condition.isEmpty() ? "" : ", (" + condition + ") IS TRUE"),
            asOfHigh(scn))
        + " WHERE "
        + schema.rowKey().in(TABLE, keys)
        + order(TABLE);
  }

  /**
   * Row keys and values of rows that were read before.
   *
   * @param from the table as they were read, {@link #asOfLow} or {@link #asOfHigh}
   */
  String again(String from, int keys) {
    return select(values(VectorText.DOUBLES), from)
        + " WHERE "
        + schema.rowKey().in(TABLE, keys)
        + order(TABLE);
  }

  private String values(VectorText text) {
    return schema.rowKey().selectList(TABLE) + ", " + schema.selectList(TABLE, text);
  }

  /** Row keys and record keys of what is gone. */
  String deleted(long low, long high, boolean first, int limit) {
    KeyColumns record = schema.recordKey();
    return "SELECT /*+ FULL(o) FULL(n)"
        + timeout
        + " */ "
        + schema.rowKey().selectList(OLD)
        + ", "
        + record.valueList(OLD)
        + " FROM "
        + asOfLow(low)
        + " o LEFT JOIN "
        + asOfHigh(high)
        + " n ON "
        + record.same(NEW, OLD)
        + " WHERE "
        + record.columns().get(0).quoted(NEW)
        + " IS NULL"
        + (first ? "" : " AND " + schema.rowKey().after(OLD))
        + page(OLD, limit);
  }

  /** The number of rows at the upper SCN. */
  String count(long scn) {
    return select("COUNT(*)", asOfHigh(scn));
  }

  /**
   * Rows that are only read if the table can be read as it was at the lower SCN. A limit ends a
   * scan before all partitions have been opened, so each of them is read for itself, unless there
   * are many, or subpartitions, which can't be named: then all rows are counted, however long it
   * takes.
   */
  String probe(long low) {
    Partitioning partitioning = schema.definition().partitioning();
    if (partitioning == null) {
      return probe(asOfLow(low));
    }
    List<String> names = partitionsAtLow.isEmpty() ? partitioning.names() : partitionsAtLow;
    if (names.size() > MOST_PROBED || names.stream().anyMatch(name -> name.indexOf('.') >= 0)) {
      return "SELECT /*+ FULL(t) */ COUNT(*) FROM " + asOfLow(low) + " t";
    }
    String name = schema.definition().name().quoted();
    return names.stream()
        .map(partition -> name + ReadPartitions.clause(List.of(partition)))
        .map(partition -> "(" + probe(asOf(partition, low)) + ")")
        .collect(Collectors.joining(" UNION ALL "));
  }

  private String probe(String from) {
    return select("1", from) + " LIMIT 1";
  }

  private String select(String list, String from) {
    return "SELECT /*+ FULL(t)" + timeout + " */ " + list + " FROM " + from + " t";
  }

  private String page(String alias, int limit) {
    return order(alias) + " LIMIT " + limit;
  }

  private String order(String alias) {
    return " ORDER BY " + schema.rowKey().names(alias);
  }
}
