// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages about the code name classes, packages and modules that exist. */
class DesignPageTest {
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]*)+)`");
  private static final Pattern PACKAGE =
      Pattern.compile("`?(io\\.vecbridge(?:\\.[a-z]+)*)(?![\\w.])");
  private static final Pattern MODULE = Pattern.compile("(?m)^([a-z]+(?:-[a-z]+)+)/");

  /** What Milvus, Kafka and OceanBase call things, in the same form as a class. */
  private static final Set<String> OTHER =
      Set.of(
          "AllocTimestamp",
          "AvroConverter",
          "DumpMessages",
          "ExtractNewRecordState",
          "RetriableException",
          "ShowPartitions");

  @Test
  void everyClassOfTheTableOfGuaranteesExistsAndSoDoTheTestsThatShowThem() throws IOException {
    Set<String> classes = names(sources());
    List<String> guarantees =
        page("docs/design.md").lines().stream()
            .dropWhile(line -> !line.equals("### Where each guarantee is implemented"))
            .takeWhile(line -> !line.startsWith("Values are exact"))
            .filter(line -> line.startsWith("| ") && !line.startsWith("| **"))
            .skip(1)
            .toList();
    assertThat(guarantees).hasSizeGreaterThan(30);
    for (String guarantee : guarantees) {
      String[] cells = guarantee.split("\\|");
      assertThat(classes(cells[3])).as(guarantee).isNotEmpty().isSubsetOf(classes);
      assertThat(classes(cells[3])).as(guarantee).allMatch(name -> name.matches(".*(Test|IT)"));
      assertThat(classes(cells[2])).as(guarantee).isSubsetOf(classes);
    }
  }

  @Test
  void everyClassThatThePagesNameExists() throws IOException {
    Set<String> classes = names(sources());
    classes.addAll(OTHER);
    for (String page : List.of("docs/design.md", "CONTRIBUTING.md")) {
      String text = String.join("\n", page(page).lines());
      assertThat(classes(text)).as(page).isSubsetOf(classes);
    }
  }

  @Test
  void everyModuleAndPackageThatThePagesNameExists() throws IOException {
    Set<String> packages = new HashSet<>();
    for (Path source : sources()) {
      String folder = source.getParent().toString().replaceAll(".*/java/", "").replace('/', '.');
      for (String one = folder; one.contains("."); one = one.substring(0, one.lastIndexOf('.'))) {
        packages.add(one);
      }
    }
    for (String page : List.of("docs/design.md", "CONTRIBUTING.md")) {
      String text = String.join("\n", page(page).lines());
      assertThat(found(PACKAGE, text)).as(page).isNotEmpty().isSubsetOf(packages);
      assertThat(found(MODULE, text))
          .as(page)
          .allMatch(module -> Files.isDirectory(Page.ROOT.resolve(module)));
    }
  }

  @Test
  void theLayoutHasEveryModuleAndEveryFolderOfConfigurations() throws IOException {
    String layout = page("docs/design.md").blocks().get(0).text();
    try (Stream<Path> modules = Files.list(Page.ROOT);
        Stream<Path> config = Files.list(Page.ROOT.resolve("config"))) {
      assertThat(
              Stream.concat(
                  modules.filter(folder -> Files.exists(folder.resolve("pom.xml"))),
                  config.filter(Files::isDirectory)))
          .allMatch(folder -> layout.contains(folder.getFileName() + "/"));
    }
  }

  private static Page page(String path) {
    return Page.all().stream()
        .filter(page -> page.path().equals(Path.of(path)))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> classes(String text) {
    return found(CLASS, text);
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(List<Path> sources) {
    return sources.stream()
        .map(source -> source.getFileName().toString().replace(".java", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Page.ROOT)) {
      for (Path module : modules.map(file -> file.resolve("src")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }
}
