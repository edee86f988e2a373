// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetNamesTest {
  private static final SourceName SOURCE = new SourceName("vec.default.a.b", "default", "a.b");

  private final Set<TopicPartition> assignment = new HashSet<>();

  @ParameterizedTest
  @CsvSource({
    "${database}.${collection}, default, a.b",
    "copy_${database}.${table}_1, copy_default, a.b_1",
    "${topic}, url, vec.default.a.b",
    "x.${topic}, x, vec.default.a.b",
    "t, url, t"
  })
  void theFormatIsFilled(String format, String database, String table) {
    assertThat(names(format, "").of(SOURCE)).isEqualTo(new TableName(database, table));
  }

  @Test
  void aMappingWinsByNameOrTopic() {
    assertThat(names("${topic}", "default.a.b:x.y").of(SOURCE)).isEqualTo(new TableName("x", "y"));
    assertThat(names("${topic}", "vec.default.a.b:x.y").of(SOURCE))
        .isEqualTo(new TableName("x", "y"));
  }

  @Test
  void tablesWhoseRowsWouldMeetAreRefusedAlsoByCase() {
    TargetNames names = names("${database}.${collection}", "");
    names.of(new SourceName("t.d.Docs", "d", "Docs"));
    names.of(new SourceName("t.d.Docs", "d", "Docs"));

    assertThatThrownBy(() -> names.of(new SourceName("t.d.docs", "d", "docs")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The rows of d.docs would overwrite those of d.Docs")
        .hasMessageContaining("table.mappings");
    names.of(new SourceName("t.public.users", "d", "public", "users"));
    assertThatThrownBy(() -> names.of(new SourceName("t.audit.users", "d", "audit", "users")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The rows of d.audit.users would overwrite those of d.public.users");
  }

  @Test
  void tablesWhoseTopicsLeadToOneAreRefusedBeforeBothHaveRows() {
    assignment.add(new TopicPartition("t", 0));
    assignment.add(new TopicPartition("t.d.Docs", 0));
    assignment.add(new TopicPartition("t.d.docs", 0));
    TargetNames names = names("${database}.${collection}", "");

    assertThatThrownBy(() -> names.of(new SourceName("t.d.Docs", "d", "Docs")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("The rows of t.d.Docs and t.d.docs would overwrite each other");
    names("${database}.${collection}", "d.Docs:d.docs,d.docs:d.docs")
        .of(new SourceName("t.d.Docs", "d", "Docs"));
  }

  @Test
  void tablesThatAreMappedToOneOrShareItsTopicMeet() {
    TargetNames mapped = names("x.${table}", "a.t:x.t,b.t:x.t");
    assertThat(mapped.of(new SourceName("p.a.t", "a", "t")))
        .isEqualTo(mapped.of(new SourceName("p.b.t", "b", "t")));

    TargetNames routed = names("x.${topic}", "");
    assertThat(routed.of(new SourceName("all", "a", "t_1")))
        .isEqualTo(routed.of(new SourceName("all", "a", "t_2")));

    TargetNames merged = names("x.${table}", "");
    merged.of(new SourceName("p.a.t", "a", "t"));
    assertThatThrownBy(() -> merged.of(new SourceName("p.b.t", "b", "t")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("both would be written to x.t");
  }

  @Test
  void aNameMustBeThereAndNotTooLong() {
    TargetNames names = names("${database}.${collection}", "");
    assertThatThrownBy(() -> names.of(new SourceName("goods", "", "goods")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Set table.name.format to <database>.${collection}");
    assertThatThrownBy(() -> names.of(new SourceName("t", "d", "x".repeat(65))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("longer than OceanBase's 64 characters");
  }

  private TargetNames names(String format, String mappings) {
    Map<String, String> properties =
        Map.of(
            "connection.url",
            "jdbc:mysql://h/url",
            "connection.username",
            "root",
            "table.name.format",
            format,
            "table.mappings",
            mappings);
    return new TargetNames(OceanBaseSinkConfig.of(properties).tables(), "url", () -> assignment);
  }
}
