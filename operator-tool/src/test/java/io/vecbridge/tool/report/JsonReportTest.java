// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.verify.Difference;
import io.vecbridge.tool.verify.TableResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  @Test
  void aSummaryHasTheNumbersOfEveryCollection() {
    assertThat(JsonReport.summary(Results.report(Results.different("users", 1_000, 1))))
        .isEqualTo(
            "{\"source\":\"milvus-source\",\"sink\":\"oceanbase-sink\",\"mode\":\"full\","
                + "\"began\":\"2026-01-02T03:04:05Z\",\"seconds\":12.34,\"outcome\":\"different\","
                + "\"objects\":[{\"source\":\"default.users\",\"target\":\"default.users\","
                + "\"outcome\":\"different\",\"sourceRows\":1000,\"targetRows\":1000,"
                + "\"compared\":1000,\"missing\":1,\"extra\":1,\"different\":1,\"unsettled\":0,"
                + "\"copies\":0,\"columns\":{\"embedding\":1,\"title\":1},\"seconds\":1.0}]}");
  }

  @Test
  void aDifferenceIsOneLine() {
    TableResult users = Results.different("users", 1_000, 1);
    List<Difference> differences = users.state().differences();

    assertThat(differences)
        .extracting(difference -> JsonReport.line(users, difference))
        .containsExactly(
            "{\"source\":\"default.users\",\"target\":\"default.users\",\"key\":1,"
                + "\"kind\":\"missing\"}",
            "{\"source\":\"default.users\",\"target\":\"default.users\",\"key\":\"<key>\","
                + "\"kind\":\"extra\"}",
            "{\"source\":\"default.users\",\"target\":\"default.users\",\"key\":10,"
                + "\"kind\":\"different\",\"columns\":[\"embedding\",\"title\"],"
                + "\"values\":{\"title\":[\"a\",\"<b>\"]}}");
  }
}
