// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.Version;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The changelog has the form of Keep a Changelog, and a section for the version that is built. */
class ChangelogTest {
  private static final Pattern RELEASE =
      Pattern.compile("## (\\d+[.]\\d+[.]\\d+) - (\\d{4}-\\d{2}-\\d{2})");
  private static final List<String> KINDS =
      List.of(
          "### Added", "### Changed", "### Deprecated", "### Removed", "### Fixed", "### Security");

  private final List<String> lines =
      Page.all().stream()
          .filter(page -> page.path().toString().equals("CHANGELOG.md"))
          .findFirst()
          .orElseThrow()
          .lines();

  @Test
  void everySectionIsAReleaseWithItsDayTheLatestFirst() {
    List<String> sections = lines.stream().filter(line -> line.startsWith("## ")).toList();
    assertThat(sections).allMatch(line -> line.equals("## Unreleased") || isRelease(line));

    List<String> days =
        sections.stream().filter(this::isRelease).map(line -> release(line).group(2)).toList();
    assertThat(days).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void everyEntryIsOfAKnownKind() {
    assertThat(lines.stream().filter(line -> line.startsWith("### "))).isSubsetOf(KINDS);
  }

  @Test
  void theVersionThatIsBuiltHasASection() {
    assertThat(lines.stream().filter(this::isRelease).map(line -> release(line).group(1)))
        .contains(Version.current());
  }

  private boolean isRelease(String line) {
    return RELEASE.matcher(line).matches();
  }

  private MatchResult release(String line) {
    var matcher = RELEASE.matcher(line);
    assertThat(matcher.matches()).isTrue();
    return matcher.toMatchResult();
  }
}
