// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.vecbridge.common.oceanbase.OceanBaseScn;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.oceanbase.source.schema.KeyColumns;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of one table's pages. {@code ORA_ROWSCN}, the SCN at which a row was last written,
 * can't be selected together with {@code AS OF SNAPSHOT}, but compared. The hints keep the
 * optimizer from an index that is younger than the SCN, which the server would refuse (1412).
 */
final class PageQueries {
  private static final String TABLE = "t";
  private static final String OLD = "o";
  private static final String NEW = "n";

  private final RowSchema schema;
  private final String name;
  private final String nameAtLow;

  /**
   * @param partitionsAtLow the partitions that existed at the lower SCN, if some are younger: the
   *     server refuses to read a partition as of an SCN before its creation; empty for all
   */
  PageQueries(RowSchema schema, List<String> partitionsAtLow) {
    this.schema = schema;
    this.name = schema.definition().name().quoted();
    this.nameAtLow =
        partitionsAtLow.isEmpty()
            ? name
            : name
                + partitionsAtLow.stream()
                    .map(TableName::quote)
                    .collect(Collectors.joining(", ", " PARTITION (", ")"));
  }

  /** The table at an SCN, without an alias. */
  String asOf(long scn) {
    return asOf(name, scn);
  }

  /** The table at the lower SCN, or that of a snapshot, without an alias. */
  String asOfLow(long scn) {
    return asOf(nameAtLow, scn);
  }

  private static String asOf(String name, long scn) {
    return scn == OceanBaseScn.NOW ? name : name + " AS OF SNAPSHOT " + scn;
  }

  /** Row keys and values after a cursor, at the SCN of a snapshot. */
  String rows(long scn, boolean first, int limit) {
    return select(schema.rowKey().selectList(TABLE) + ", " + schema.selectList(TABLE), asOfLow(scn))
        + (first ? "" : " WHERE " + schema.rowKey().after(TABLE))
        + page(TABLE, limit);
  }

  /** Row keys of what was written after {@code low}. */
  String changedKeys(long low, long high, boolean first, int limit) {
    return select(schema.rowKey().selectList(TABLE), asOf(high))
        + " WHERE ORA_ROWSCN > "
        + low
        + (first ? "" : " AND " + schema.rowKey().after(TABLE))
        + page(TABLE, limit);
  }

  /** Row keys and values of some row keys. */
  String rowsOf(long scn, int keys) {
    return select(schema.rowKey().selectList(TABLE) + ", " + schema.selectList(TABLE), asOf(scn))
        + " WHERE "
        + schema.rowKey().in(TABLE, keys)
        + order(TABLE);
  }

  /** Row keys and record keys of what is gone. */
  String deleted(long low, long high, boolean first, int limit) {
    KeyColumns record = schema.recordKey();
    return "SELECT /*+ FULL(o) FULL(n) */ "
        + schema.rowKey().selectList(OLD)
        + ", "
        + record.valueList(OLD)
        + " FROM "
        + asOfLow(low)
        + " o LEFT JOIN "
        + asOf(high)
        + " n ON "
        + record.same(NEW, OLD)
        + " WHERE "
        + record.columns().get(0).quoted(NEW)
        + " IS NULL"
        + (first ? "" : " AND " + schema.rowKey().after(OLD))
        + page(OLD, limit);
  }

  /** The number of rows. */
  String count(long scn) {
    return select("COUNT(*)", asOf(scn));
  }

  /** A number that is only known if the table can be read as it was at the lower SCN. */
  String probe(long low) {
    return select("COUNT(*)", asOfLow(low));
  }

  private String select(String list, String from) {
    return "SELECT /*+ FULL(t) */ " + list + " FROM " + from + " t";
  }

  private String page(String alias, int limit) {
    return order(alias) + " LIMIT " + limit;
  }

  private String order(String alias) {
    return " ORDER BY " + schema.rowKey().names(alias);
  }
}
