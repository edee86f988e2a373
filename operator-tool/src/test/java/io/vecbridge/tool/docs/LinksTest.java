// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)|(?:src|srcset)=\"([^\"]*)\"");

  @Test
  void everyLinkOfADocumentLeadsToAFileAndAHeadingThatExist() {
    Map<Path, Page> pages = Page.all().stream().collect(toMap(Page::path, Function.identity()));
    List<String> broken = new ArrayList<>();
    for (Page page : pages.values()) {
      for (String line : page.prose()) {
        Matcher link = LINK.matcher(line.replaceAll("`[^`]*`", ""));
        while (link.find()) {
          String file = link.group(3) == null ? link.group(1) : link.group(3);
          if (!file.contains("://") && !leadsSomewhere(page, file, link.group(2), pages)) {
            broken.add(page + ": " + link.group());
          }
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void theReadmeLeadsToEveryPage() {
    Page readme =
        Page.all().stream()
            .filter(page -> page.path().equals(Path.of("README.md")))
            .findFirst()
            .orElseThrow();
    String text = String.join("\n", readme.prose());
    assertThat(Page.all())
        .filteredOn(page -> !page.path().equals(readme.path()))
        .allMatch(page -> text.contains("](" + page.path()));
  }

  private static boolean leadsSomewhere(
      Page page, String file, String anchor, Map<Path, Page> pages) {
    Path target = file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
    if (!Files.exists(Page.ROOT.resolve(target))) {
      return false;
    }
    return anchor == null || !pages.containsKey(target)
        ? anchor == null
        : pages.get(target).anchors().contains(anchor);
  }
}
