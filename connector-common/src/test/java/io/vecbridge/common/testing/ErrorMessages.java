// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import io.vecbridge.common.testing.SourceTrees.Place;
import io.vecbridge.common.testing.SourceTrees.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The error messages of a connector, read from its sources, with {@code ..} for what only runs can
 * tell. A text is a message
 *
 * <ul>
 *   <li>if an exception or a finding is created with it: a class is an exception if its name or
 *       that of a class that it extends ends with {@code Exception};
 *   <li>if it is the third argument of {@code accept}, which reports what is wrong with an option;
 *   <li>if it is added to a list that has the name {@code problems}. Main code gives this name to
 *       every list that it adds messages to, and to no other list.
 * </ul>
 *
 * <p>They stand in the connector's page between two marker lines, so that a test can tell whether
 * the page is up to date, and renew it. Exceptions that report a mistake of the code itself are
 * left out.
 */
public final class ErrorMessages {
  private static final String BEGIN = "<!-- messages: generated from the code, do not edit -->";
  private static final String END = "<!-- messages: end -->";
  private static final Path COMMON =
      Path.of("..", "connector-common", "src", "main", "java", "io", "vecbridge", "common");
  private static final List<String> FOUNDATION =
      List.of("config", "failure", "metrics", "rate", "wire");
  private static final Set<String> MISTAKES =
      Set.of(
          "IllegalArgumentException",
          "IllegalStateException",
          "NoSuchElementException",
          "UnsupportedOperationException");
  private static final String CAUSE = " (..)";
  private static final int FEWEST_LETTERS = 8;
  private static final double SAME_WORDS = 0.6;
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final SourceTrees trees;
  private final Texts texts;

  private ErrorMessages(SourceTrees trees) {
    this.trees = trees;
    this.texts = new Texts(trees);
  }

  /**
   * The messages of the module whose tests run, and of the libraries that it uses.
   *
   * @param libraries packages of {@code io.vecbridge.common} beside its foundation
   */
  public static ErrorMessages ofThisModule(String... libraries) throws IOException {
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of("src", "main", "java"));
    FOUNDATION.forEach(name -> folders.add(COMMON.resolve(name)));
    List.of(libraries).forEach(name -> folders.add(COMMON.resolve(name)));
    return of(folders);
  }

  /** All messages in the order of the alphabet. */
  SortedSet<String> all() {
    SortedSet<String> messages = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Place<NewClassTree> creation : trees.creations()) {
      String type = SourceTrees.simpleName(creation.tree().getIdentifier());
      if (isError(type)) {
        messages.addAll(fullest(created(type, creation.tree().getArguments(), creation.scope())));
      }
    }
    for (Place<MethodInvocationTree> call : trees.invocations()) {
      List<? extends ExpressionTree> arguments = call.tree().getArguments();
      String name = SourceTrees.simpleName(call.tree().getMethodSelect());
      if (name.equals("accept") && arguments.size() == 3) {
        messages.addAll(texts.of(arguments.get(2), call.scope()));
      } else if (call.tree().getMethodSelect().toString().equals("problems.add")
          && arguments.size() == 1) {
        messages.addAll(texts.of(arguments.get(0), call.scope()));
      }
    }
    messages.removeIf(message -> letters(message) < FEWEST_LETTERS || !message.contains(" "));
    Set<String> whole = Set.copyOf(messages);
    messages.removeIf(
        message ->
            message.endsWith(CAUSE)
                && whole.contains(message.substring(0, message.length() - CAUSE.length())));
    return messages;
  }

  /** The messages of the sources in some folders. */
  static ErrorMessages of(List<Path> folders) throws IOException {
    return new ErrorMessages(SourceTrees.of(folders));
  }

  /** Compares a connector's page with the code, or renews it with {@code -Ddocs.update=true}. */
  public void assertListedIn(String module) throws IOException {
    Path file = Path.of("..", "docs", module + ".md");
    String page = Files.readString(file);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(file, replaceIn(page));
    } else {
      assertThat(page)
          .as("%s is out of date; renew it with mvn test -Ddocs.update=true", file)
          .isEqualTo(replaceIn(page));
    }
    assertThat(unknownIn(page)).as("What %s explains and no code reports", file).isEmpty();
  }

  /** A page with these messages in place of those that it lists. */
  private String replaceIn(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "The page needs the lines \"" + BEGIN + "\" and \"" + END + "\", in this order");
    }
    StringBuilder list = new StringBuilder();
    for (String message : all()) {
      list.append("- `").append(message.replace('`', '\'')).append("`\n");
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + list + page.substring(end);
  }

  private boolean isError(String type) {
    ClassTree own = trees.type(type);
    if (own != null && own.getExtendsClause() != null) {
      String base = SourceTrees.simpleName(own.getExtendsClause());
      if (!base.equals(type)) {
        return isError(base);
      }
    }
    return (type.endsWith("Exception") && !MISTAKES.contains(type)) || type.equals("Finding");
  }

  /** The texts of each argument; of an own class, of what its constructor hands on. */
  private List<Set<String>> created(
      String type, List<? extends ExpressionTree> arguments, Scope scope) {
    ClassTree own = trees.type(type);
    List<Place<MethodTree>> constructors = trees.methods(type, "<init>", arguments.size());
    List<Set<String>> handed = new ArrayList<>();
    if (own != null && own.getExtendsClause() != null) {
      for (Place<MethodTree> constructor : constructors) {
        String base = SourceTrees.simpleName(own.getExtendsClause());
        superCall(constructor.tree())
            .ifPresent(
                call -> handed.addAll(created(base, call.getArguments(), constructor.scope())));
      }
    }
    if (!handed.isEmpty()) {
      return handed;
    }
    for (ExpressionTree argument : arguments) {
      handed.add(texts.of(argument, scope));
    }
    return handed;
  }

  private static Optional<MethodInvocationTree> superCall(MethodTree constructor) {
    return constructor.getBody().getStatements().stream()
        .limit(1)
        .filter(ExpressionStatementTree.class::isInstance)
        .map(statement -> ((ExpressionStatementTree) statement).getExpression())
        .filter(MethodInvocationTree.class::isInstance)
        .map(MethodInvocationTree.class::cast)
        .filter(call -> call.getMethodSelect().toString().equals("super"))
        .findFirst();
  }

  /** The argument that is the message: others are names, numbers and causes. */
  private static Set<String> fullest(List<Set<String>> arguments) {
    return arguments.stream().max(Comparator.comparingInt(ErrorMessages::letters)).orElse(Set.of());
  }

  private static int letters(Set<String> texts) {
    return texts.stream().mapToInt(ErrorMessages::letters).max().orElse(0);
  }

  private static int letters(String text) {
    return (int) text.chars().filter(Character::isLetter).count();
  }

  /**
   * The messages that a page explains in its tables, but that the code doesn't have. There {@code
   * ..} stands for any part of a message.
   */
  List<String> unknownIn(String page) {
    Set<String> all = new LinkedHashSet<>(all());
    for (Place<ExpressionTree> phrase : trees.phrases()) {
      all.addAll(texts.of(phrase.tree(), phrase.scope()));
    }
    List<List<String>> known = all.stream().map(ErrorMessages::words).toList();
    List<String> unknown = new ArrayList<>();
    String section = page.substring(page.indexOf("## When things go wrong"), page.indexOf(BEGIN));
    for (String line : section.split("\n")) {
      if (line.startsWith("| `")) {
        String explained = line.substring(0, line.indexOf(" |", 2));
        Matcher code = CODE.matcher(explained);
        while (code.find()) {
          List<String> message = words(code.group(1).replaceAll("<[^>]*>", Texts.VALUE));
          if (message.size() > 2 && known.stream().noneMatch(text -> fits(message, text))) {
            unknown.add(code.group(1));
          }
        }
      }
    }
    return unknown;
  }

  /** Whether a text of the code can be what the page means: it has most of its words, in order. */
  private static boolean fits(List<String> page, List<String> code) {
    int[] longest = new int[code.size() + 1];
    for (String word : page) {
      int before = 0;
      for (int i = 1; i < longest.length; i++) {
        int above = longest[i];
        longest[i] =
            word.equals(code.get(i - 1)) ? before + 1 : Math.max(longest[i], longest[i - 1]);
        before = above;
      }
    }
    return longest[code.size()] >= SAME_WORDS * page.size();
  }

  private static List<String> words(String text) {
    return Stream.of(text.split("[^\\p{L}0-9_.=]+")).filter(word -> letters(word) > 0).toList();
  }
}
