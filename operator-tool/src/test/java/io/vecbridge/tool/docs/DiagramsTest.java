// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The diagrams of the documentation can be shown by GitHub, on a light and on a dark page. */
class DiagramsTest {
  private static final Pattern CLASSES = Pattern.compile("class=\"([^\"]*)\"");
  private static final Pattern STYLES = Pattern.compile("(?m)^ {4}\\.(\\w+) \\{");
  private static final Pattern DARK_STYLES = Pattern.compile("(?m)^ {6}\\.(\\w+) \\{");
  private static final Pattern COLOURED =
      Pattern.compile("(?m)^ {4}\\.(\\w+) \\{[^}]*(?:fill|stroke): #");

  @ParameterizedTest
  @MethodSource("diagrams")
  void aDiagramIsAnSvgWithATitleThatNeedsNothingElse(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element svg = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();

    assertThat(svg.getTagName()).isEqualTo("svg");
    assertThat(svg.getAttribute("viewBox")).isNotEmpty();
    assertThat(svg.getElementsByTagName("title").getLength()).isEqualTo(1);
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    assertThat(Files.readString(file).replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "href", "@import");
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void everyColourHasOneForADarkPage(Path file) throws IOException {
    String text = Files.readString(file);
    Set<String> used =
        CLASSES
            .matcher(text)
            .results()
            .flatMap(classes -> Stream.of(classes.group(1).split(" ")))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(text).contains("@media (prefers-color-scheme: dark)");
    assertThat(names(STYLES, text)).containsAll(used);
    assertThat(names(DARK_STYLES, text)).containsAll(names(COLOURED, text));
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void everyDiagramIsShownByAPage(Path file) {
    String link = "images/" + file.getFileName() + ")";
    assertThat(Page.all()).anyMatch(page -> page.prose().stream().anyMatch(l -> l.contains(link)));
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult style) -> style.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Stream<Path> diagrams() throws IOException {
    return Files.list(Page.ROOT.resolve("docs/images"))
        .filter(file -> file.toString().endsWith(".svg"))
        .sorted();
  }
}
