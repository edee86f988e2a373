// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects and the names of their targets as CSV, in UTF-8: one line {@code source,target} for each,
 * with names as {@code <database>.<name>}, after a line with these two titles, which can be
 * missing. A name that has a comma or a quotation mark is quoted, and the mark is doubled. Empty
 * lines mean nothing, and neither does the byte order mark that spreadsheets write first.
 *
 * @param targets by source, in the file's order
 * @param problems what is wrong with each line that gives no target
 */
public record MappingFile(Map<String, String> targets, List<String> problems) {
  private static final String TITLE = "source,target";
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** Reads a file; that it can't be read is a problem like the others. */
  public static MappingFile read(String file) {
    List<String> problems = new ArrayList<>();
    try {
      return parse(Files.readAllLines(Path.of(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      problems.add("There is no file " + file + "; every worker of the cluster needs it.");
    } catch (IOException | RuntimeException e) {
      problems.add(
          "The file "
              + file
              + " can't be read as text in UTF-8: "
              + e.getClass().getSimpleName()
              + ".");
    }
    return new MappingFile(Map.of(), problems);
  }

  /** Reads the lines of a file. */
  public static MappingFile parse(List<String> lines) {
    Map<String, String> targets = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = (i == 0 ? withoutMark(lines.get(0)) : lines.get(i)).strip();
      if (line.isEmpty() || (i == 0 && line.equalsIgnoreCase(TITLE))) {
        continue;
      }
      List<String> names = names(line);
      String where = "Line " + (i + 1) + " ";
      if (names.size() != 2) {
        problems.add(
            where + "has " + names.size() + " names instead of a source and a target: " + line);
      } else if (!isQualified(names.get(0)) || !isQualified(names.get(1))) {
        problems.add(where + "has a name that is not of the form <database>.<name>: " + line);
      } else if (targets.putIfAbsent(names.get(0), names.get(1)) != null) {
        problems.add(where + "names " + names.get(0) + " again.");
      }
    }
    return new MappingFile(targets, problems);
  }

  /** The lines of a file with these targets by source. */
  public static List<String> lines(Map<String, String> targets) {
    List<String> lines = new ArrayList<>(List.of(TITLE));
    targets.forEach((source, target) -> lines.add(quoted(source) + "," + quoted(target)));
    return lines;
  }

  private static String withoutMark(String line) {
    return line.startsWith(BYTE_ORDER_MARK) ? line.substring(BYTE_ORDER_MARK.length()) : line;
  }

  private static boolean isQualified(String name) {
    int stop = name.indexOf('.');
    return stop > 0 && stop < name.length() - 1;
  }

  private static List<String> names(String line) {
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
      } else if (c == ',' && (!inside || i == line.length())) {
        names.add(name.toString().strip());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    return names;
  }

  private static String quoted(String name) {
    return name.indexOf(',') < 0 && name.indexOf('"') < 0
        ? name
        : '"' + name.replace("\"", "\"\"") + '"';
  }
}
