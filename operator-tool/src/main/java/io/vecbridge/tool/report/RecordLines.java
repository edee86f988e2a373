// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.tool.report.TextTable.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.Ansi;

/**
 * Records of named fields, as a table, as CSV or as JSON Lines. The last field is a text of any
 * length: in a table it follows in lines of its own if a line would be too long for a terminal.
 */
public final class RecordLines {
  /** The field of a name that a terminal may show shortened. */
  private static final String TABLE = "table";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> names;
  private final List<List<Object>> records = new ArrayList<>();

  /** How they are written. */
  public enum Format {
    TABLE,
    CSV,
    JSON
  }

  /** Of these fields. */
  public RecordLines(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** Adds a record: a value for each field, none of them null. */
  public void add(Object... values) {
    records.add(Arrays.asList(values));
  }

  /**
   * The lines. A table and CSV begin with the names.
   *
   * @param ansi whether a table is shown on a terminal
   */
  public List<String> lines(Format format, Ansi ansi) {
    return switch (format) {
      case TABLE -> table(ansi);
      case CSV -> csv();
      case JSON -> records.stream().map(this::json).toList();
    };
  }

  private List<String> table(Ansi ansi) {
    if (records.isEmpty()) {
      return List.of("There are none.");
    }
    List<String> lines = table(names.size(), Columns.NONE);
    if (lines.stream().anyMatch(line -> line.length() > TextTable.WIDTH)) {
      int name = names.indexOf(TABLE);
      boolean shortened = ansi.enabled() && name >= 0;
      lines = withTexts(shortened ? new Columns(name, name) : Columns.NONE, ansi);
    }
    lines.set(0, new Colours(ansi).of("bold", lines.get(0)));
    return lines;
  }

  private List<String> withTexts(Columns shortened, Ansi ansi) {
    int last = names.size() - 1;
    List<String> table = table(last, shortened);
    List<String> lines = new ArrayList<>();
    lines.add(table.get(0));
    for (int i = 0; i < records.size(); i++) {
      lines.add(table.get(i + 1));
      lines.addAll(new Paragraph("  ", oneLine(records.get(i).get(last))).lines(ansi));
    }
    return lines;
  }

  /** The first fields as a table. */
  private List<String> table(int fields, Columns shortened) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(names.subList(0, fields));
    for (List<Object> each : records) {
      rows.add(each.subList(0, fields).stream().map(RecordLines::oneLine).toList());
    }
    TextTable table = new TextTable(rows, shortened, numbers(fields));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(table.line(i));
    }
    return lines;
  }

  private Columns numbers(int fields) {
    int[] numbers = IntStream.range(0, fields).filter(this::isNumber).toArray();
    return numbers.length == 0
        ? Columns.NONE
        : new Columns(numbers[0], numbers[numbers.length - 1]);
  }

  private boolean isNumber(int field) {
    return records.stream().anyMatch(each -> each.get(field) instanceof Number);
  }

  private static String oneLine(Object value) {
    return String.valueOf(value).replaceAll("\\s+", " ");
  }

  private List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", names));
    for (List<Object> each : records) {
      lines.add(
          each.stream()
              .map(value -> quoted(String.valueOf(value)))
              .collect(Collectors.joining(",")));
    }
    return lines;
  }

  private static String quoted(String text) {
    return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private String json(List<Object> values) {
    ObjectNode node = JSON.createObjectNode();
    for (int i = 0; i < names.size(); i++) {
      if (values.get(i) instanceof Number number) {
        node.put(names.get(i), number.longValue());
      } else {
        node.put(names.get(i), String.valueOf(values.get(i)));
      }
    }
    return node.toString();
  }
}
