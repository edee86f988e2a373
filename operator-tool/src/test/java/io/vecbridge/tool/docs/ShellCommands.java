// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import io.vecbridge.tool.docs.Page.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands of a page's blocks of bash, each as its words. Variables that the page sets itself
 * are replaced; redirections are left out.
 */
public final class ShellCommands {
  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s'\"|&;#]|'[^']*'|\"[^\"]*\")+|\\|\\|?|&&|;|#.*|\n");
  private static final Pattern SETTING = Pattern.compile("(\\w+)=(.*)");
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");
  private static final Pattern INLINE = Pattern.compile("`([^`]+)`");

  private ShellCommands() {}

  /**
   * A command.
   *
   * @param place the block's
   */
  public record Command(String place, List<String> words) {
    @Override
    public String toString() {
      return place + " " + String.join(" ", words);
    }
  }

  /** Those of the blocks of bash. */
  public static Stream<Command> ofBlocks(Page page) {
    Map<String, String> variables = new HashMap<>();
    return page.blocks().stream()
        .filter(block -> block.language().equals("bash"))
        .flatMap(block -> of(block, variables).stream());
  }

  /**
   * Those in the text that begin with one of the names, and may have only a part of their options.
   */
  public static Stream<Command> inText(Page page, Pattern name) {
    return page.prose().stream()
        .flatMap(line -> INLINE.matcher(line).results().map(code -> code.group(1)))
        .filter(code -> name.matcher(code).lookingAt())
        .map(code -> new Command(page + ":", List.of(code.split(" "))));
  }

  private static List<Command> of(Block block, Map<String, String> variables) {
    List<Command> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(block.text().replace("\\\n", " ") + "\n");
    while (word.find()) {
      String text = word.group();
      if (text.matches("\\|\\|?|&&|;|\n")) {
        end(block, words, commands);
        words = new ArrayList<>();
      } else if (!text.startsWith("#")) {
        Matcher setting = SETTING.matcher(text);
        if (words.isEmpty() && setting.matches()) {
          variables.put(setting.group(1), unquoted(setting.group(2)));
        } else {
          words.addAll(expanded(text, variables));
        }
      }
    }
    return commands;
  }

  private static void end(Block block, List<String> words, List<Command> commands) {
    int redirection = words.indexOf(">");
    List<String> kept = redirection < 0 ? words : words.subList(0, redirection);
    if (!kept.isEmpty()) {
      commands.add(new Command(block.place(), List.copyOf(kept)));
    }
  }

  private static List<String> expanded(String word, Map<String, String> variables) {
    Matcher variable = VARIABLE.matcher(word);
    if (variable.matches() && variables.containsKey(variable.group(1))) {
      return List.of(variables.get(variable.group(1)).split(" "));
    }
    return List.of(unquoted(word));
  }

  private static String unquoted(String word) {
    return word.replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2");
  }
}
