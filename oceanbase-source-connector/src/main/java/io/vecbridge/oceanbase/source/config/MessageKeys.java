// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The record keys that {@code message.key.columns} gives to tables; the first match counts. */
final class MessageKeys {
  static final Field OPTION =
      Field.create("message.key.columns")
          .withDisplayName("Columns of record keys")
          .withType(Type.STRING)
          .withImportance(Importance.MEDIUM)
          .withValidation(MessageKeys::validate)
          .withDescription(
              "Semicolon-separated tables whose records have another key than the primary key:"
                  + " <database>.<table>:<column>,<column>;.., with the table as a regular"
                  + " expression. A table that the sink created with a partition key needs it: its"
                  + " primary key includes the partition key, so a row whose partition key changes"
                  + " would be sent under two keys.");

  private final List<Entry> entries;

  private MessageKeys(List<Entry> entries) {
    this.entries = entries;
  }

  /** Columns of the tables whose name matches. */
  private record Entry(Pattern table, List<String> columns) {}

  /**
   * Reads the option's value; null or blank for none.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static MessageKeys parse(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String part : text == null ? new String[0] : text.split(";", -1)) {
      if (!part.isBlank()) {
        entries.add(entry(part.trim()));
      }
    }
    return new MessageKeys(List.copyOf(entries));
  }

  /** The columns of a table's records' key; empty if the option doesn't name the table. */
  List<String> of(String table) {
    for (Entry entry : entries) {
      if (entry.table().matcher(table).matches()) {
        return entry.columns();
      }
    }
    return List.of();
  }

  private static Entry entry(String part) {
    int colon = part.lastIndexOf(':');
    List<String> columns = new ArrayList<>();
    for (String column : part.substring(colon + 1).split(",", -1)) {
      columns.add(column.trim());
    }
    if (colon < 1 || columns.contains("")) {
      throw new IllegalArgumentException(
          "Expected <database>.<table>:<column>,<column>, not \"" + part + "\".");
    }
    try {
      return new Entry(Pattern.compile(part.substring(0, colon).trim()), List.copyOf(columns));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\""
              + part.substring(0, colon)
              + "\" is not a regular expression: "
              + e.getDescription()
              + ".",
          e);
    }
  }

  private static int validate(Configuration config, Field field, Field.ValidationOutput problems) {
    try {
      parse(config.getString(field));
      return 0;
    } catch (IllegalArgumentException e) {
      problems.accept(field, config.getString(field), e.getMessage());
      return 1;
    }
  }
}
