// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Records of named fields, as a table, as CSV or as JSON Lines. */
public final class RecordLines {
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

  /** The lines. A table and CSV begin with the names. */
  public List<String> lines(Format format) {
    return switch (format) {
      case TABLE -> table();
      case CSV -> csv();
      case JSON -> records.stream().map(this::json).toList();
    };
  }

  private List<String> table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(names);
    for (List<Object> each : records) {
      rows.add(each.stream().map(value -> String.valueOf(value).replaceAll("\\s+", " ")).toList());
    }
    TextTable table = new TextTable(rows, 0, -1, -1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(table.line(i));
    }
    return lines;
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
