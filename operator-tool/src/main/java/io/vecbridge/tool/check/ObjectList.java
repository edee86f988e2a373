// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.check;

import io.vecbridge.common.sink.config.MappingFile;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ObjectPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The captured objects and the names of their targets as a {@link MappingFile}, which the sinks
 * read too.
 */
public final class ObjectList {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]+");

  private ObjectList() {}

  /** The lines of a file. */
  public static List<String> csv(List<ObjectPair> pairs) {
    Map<String, String> targets = new LinkedHashMap<>();
    pairs.forEach(pair -> targets.put(pair.source(), pair.target()));
    return MappingFile.lines(targets);
  }

  /**
   * The options of the source and the sink that capture the objects of a file and give them their
   * targets.
   *
   * @param forward whether Milvus is the source
   * @throws ToolException if a line is not of that form
   */
  public static Map<String, String> options(List<String> lines, boolean forward) {
    MappingFile file = MappingFile.parse(lines);
    if (!file.problems().isEmpty()) {
      throw new ToolException(String.join("\n", file.problems()));
    }
    Map<String, String> targets = file.targets();
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

  /** A regular expression for a name; a list of them has commas between. */
  private static String expression(String name) {
    StringBuilder expression = new StringBuilder();
    for (String part : name.split("(?<=\\.)|(?=\\.)", -1)) {
      expression.append(
          PLAIN.matcher(part).matches() ? part : part.equals(".") ? "[.]" : Pattern.quote(part));
    }
    return expression.toString();
  }
}
