// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown page of the project.
 *
 * @param path from the root of the checkout
 * @param lines the text
 */
public record Page(Path path, List<String> lines) {
  /** The root of the checkout, from a module. */
  public static final Path ROOT = Path.of("..");

  private static final Pattern FENCE = Pattern.compile("( *)```(\\w*)");
  private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");

  /**
   * A fenced block.
   *
   * @param place the page and the line where it begins
   * @param language that of the fence; empty if it has none
   * @param text without the indentation of the fence
   */
  public record Block(String place, String language, String text) {
    @Override
    public String toString() {
      return place;
    }
  }

  /** The pages that are shipped. */
  public static List<Page> all() {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> config = Files.walk(ROOT.resolve("config"))) {
      return Stream.of(root, docs, config)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Page read(Path file) {
    try {
      return new Page(ROOT.relativize(file), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page's name without its ending. */
  public String name() {
    return path.getFileName().toString().replace(".md", "");
  }

  /** The fenced blocks in their order. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        String place = path + ":" + (i + 1);
        int indent = fence.group(1).length();
        StringBuilder text = new StringBuilder();
        for (i++; !lines.get(i).strip().equals("```"); i++) {
          String line = lines.get(i);
          text.append(line.substring(Math.min(indent, line.length()))).append('\n');
        }
        blocks.add(new Block(place, fence.group(2), text.toString()));
      }
    }
    return blocks;
  }

  /** The lines that are no part of a fenced block. */
  public List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      if (line.strip().startsWith("```")) {
        fenced = !fenced;
      } else if (!fenced) {
        prose.add(line);
      }
    }
    return prose;
  }

  /** The fragments that links to its headings have, as GitHub makes them. */
  public List<String> anchors() {
    Map<String, Integer> times = new HashMap<>();
    List<String> anchors = new ArrayList<>();
    for (String line : prose()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String anchor = anchor(heading.group(1));
        int before = times.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
