// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.check;

import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ObjectPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The captured objects and the names of their targets as CSV: {@code source,target} with names as
 * {@code <database>.<name>}. Names of Milvus and OceanBase that hold a comma or a quote are quoted.
 */
public final class ObjectList {
  private static final String TITLE = "source,target";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]+");

  private ObjectList() {}

  /** The lines of a file. */
  public static List<String> csv(List<ObjectPair> pairs) {
    List<String> lines = new ArrayList<>(List.of(TITLE));
    pairs.forEach(pair -> lines.add(quoted(pair.source()) + "," + quoted(pair.target())));
    return lines;
  }

  /**
   * The options of the source and the sink that capture the objects of a file and give them their
   * targets.
   *
   * @param forward whether Milvus is the source
   * @throws ToolException if a line is not of the form {@code source,target}
   */
  public static Map<String, String> options(List<String> lines, boolean forward) {
    Map<String, String> targets = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !(i == 0 && line.equalsIgnoreCase(TITLE))) {
        List<String> names = names(line, i + 1);
        if (targets.put(names.get(0), names.get(1)) != null) {
          throw new ToolException("Line " + (i + 1) + " names " + names.get(0) + " again.");
        }
      }
    }
    String include =
        targets.keySet().stream().map(ObjectList::expression).collect(Collectors.joining(","));
    String mappings =
        targets.entrySet().stream()
            .map(target -> target.getKey() + ":" + target.getValue())
            .collect(Collectors.joining(","));
    Map<String, String> options = new LinkedHashMap<>();
    options.put(forward ? "source.collection.include.list" : "source.table.include.list", include);
    options.put(forward ? "sink.table.mappings" : "sink.collection.mappings", mappings);
    return options;
  }

  private static List<String> names(String line, int number) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : ',';
      if (c == '"' && inside && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        name.append(c);
        i++;
      } else if (c == '"') {
        inside = !inside;
      } else if (c == ',' && !inside) {
        names.add(name.toString().strip());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    if (names.size() != 2 || names.stream().anyMatch(each -> each.indexOf('.') < 1)) {
      throw new ToolException(
          "Line "
              + number
              + " is not of the form <database>.<source>,<database>.<target>: "
              + line);
    }
    return names;
  }

  /** A regular expression for a name; a list of them has commas between. */
  private static String expression(String name) {
    StringBuilder expression = new StringBuilder();
    for (String part : name.split("(?<=\\.)|(?=\\.)", -1)) {
      expression.append(
          PLAIN.matcher(part).matches() ? part : part.equals(".") ? "[.]" : Pattern.quote(part));
    }
    return expression.toString();
  }

  private static String quoted(String name) {
    return name.indexOf(',') < 0 && name.indexOf('"') < 0
        ? name
        : '"' + name.replace("\"", "\"\"") + '"';
  }
}
