// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  @Test
  void namesAndValuesAreEscapedAndNothingElseIsLoaded() {
    String page = HtmlReport.of(Results.report(Results.different("a<b>&\"", 10, 3)));

    assertThat(page)
        .contains("default.<wbr>a&lt;b&gt;&amp;&quot;", "&lt;key&gt;", "title: a / &lt;b&gt;")
        .doesNotContain("a<b>", "<key>", "http://", "https://", "<script");
  }

  @Test
  void aPageIsWrittenForAnyNumberOfCollections() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "reports"));
    String longName = "a_collection_with_a_very_long_name_".repeat(6);
    write(folder, "none.html", Results.report());
    write(folder, "one.html", Results.report(Results.different("products", 100_000, 120)));
    write(
        folder,
        "equal.html",
        Results.report(Results.equal("products", 100_000), Results.equal(longName, 5)));
    write(
        folder,
        "fifty.html",
        Results.report(
            IntStream.range(0, 50)
                .mapToObj(
                    i ->
                        switch (i % 10) {
                          case 3 -> Results.different(i == 3 ? longName : "c" + i, 1_000L * i, i);
                          case 7 -> Results.failed("c" + i, "Table default.c7 does not exist.");
                          default -> Results.equal("collection_" + i, 12_345L * i);
                        })
                .toArray(io.vecbridge.tool.verify.TableResult[]::new)));

    assertThat(folder.resolve("fifty.html"))
        .content()
        .contains("and ", "failed", longName.replace("_", "_<wbr>"));
    assertThat(folder.resolve("none.html")).content().contains("Nothing is captured");
  }

  @Test
  void theOutcomeIsSaidInWords() {
    assertThat(HtmlReport.of(Results.report(Results.equal("a", 1), Results.equal("b", 1))))
        .contains("<p class=\"verdict equal\">No differences</p>", "mark none\">different</span>");
    assertThat(HtmlReport.of(Results.report(Results.equal("a", 1), Results.different("b", 1, 1))))
        .contains("<p class=\"verdict different\">1 of 2 objects with differences</p>");
    assertThat(HtmlReport.of(Results.report(Results.failed("a", "It is gone."))))
        .contains("<p class=\"verdict failed\">1 of 1 object not compared completely</p>");
    assertThat(HtmlReport.of(Results.report())).doesNotContain("<p class=\"verdict");
  }

  private static void write(Path folder, String name, Report report) throws Exception {
    Files.writeString(folder.resolve(name), HtmlReport.of(report));
  }
}
