// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NameSet;
import io.vecbridge.common.source.offset.NamedPartition;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The list of the tables that a connector polls, kept as an offset of its own: Connect returns
 * offsets only by their partition, so without the list the offset of a table that was dropped while
 * no task ran would never be requested.
 *
 * <p>The partition is {@code {"server": <topic.prefix>, "list": "tables"}}, the offset {@code
 * {"tables": "db/a,db/b"}}, in the form of {@link NameSet}; each name is encoded as in a URL.
 */
public final class KnownTables {
  /** Key of the partition that says what is listed. */
  public static final String LIST = "list";

  private static final String TABLES = "tables";
  private static final char SEPARATOR = '/';

  private KnownTables() {}

  /** The source partition of a connector's list. */
  public static Map<String, String> partition(String topicPrefix) {
    // In the order of NamedPartition, which Connect and its REST interface depend on.
    Map<String, String> partition = new HashMap<>();
    partition.put(NamedPartition.SERVER, topicPrefix);
    partition.put(LIST, TABLES);
    return partition;
  }

  /** The offset that holds the names. */
  public static Map<String, String> offset(Collection<TableId> tables) {
    Set<String> names = new TreeSet<>();
    tables.forEach(id -> names.add(encoded(id.catalog()) + SEPARATOR + encoded(id.table())));
    return Map.of(TABLES, NameSet.text(names));
  }

  /**
   * The tables of a stored list; none if nothing is stored.
   *
   * @throws ConnectException if it is not a list of names
   */
  public static Set<TableId> read(Map<String, ?> offset) {
    Set<TableId> tables = new TreeSet<>();
    if (offset != null) {
      for (String name : NameSet.of(new OffsetEntries(offset, "the list").text(TABLES))) {
        int separator = name.indexOf(SEPARATOR);
        if (separator < 1) {
          throw new ConnectException(
              "The list of tables has an entry that isn't <database>/<table>: " + name);
        }
        tables.add(
            new TableId(
                decoded(name.substring(0, separator)),
                null,
                decoded(name.substring(separator + 1))));
      }
    }
    return tables;
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private static String decoded(String name) {
    return URLDecoder.decode(name, StandardCharsets.UTF_8);
  }
}
