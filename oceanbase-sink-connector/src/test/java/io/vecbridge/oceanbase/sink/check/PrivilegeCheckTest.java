// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.config.Finding;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivilegeCheckTest {
  private static final String USAGE = "GRANT USAGE ON *.* TO 'w'";

  @Test
  void whatIsGrantedEverywhereIsEnough() {
    assertThat(findings(Map.of(), "GRANT ALL PRIVILEGES ON *.* TO 'root' WITH GRANT OPTION"))
        .isEmpty();
  }

  @Test
  void whatIsMissingInADatabaseThatIsNamedIsSaidWithItsGrant() {
    Map<String, String> named = Map.of("table.name.format", "a`b.${collection}");
    assertThat(
            findings(
                named, USAGE, "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE ON `a``b`.* TO 'w'"))
        .containsOnlyKeys("connection.username")
        .hasEntrySatisfying(
            "connection.username",
            message ->
                assertThat(message)
                    .contains("lacks ALTER on database `a``b`")
                    .contains("GRANT ALTER ON `a``b`.*")
                    .contains("precheck.skip=oceanbase.privileges"));
    assertThat(findings(named, USAGE, "GRANT ALL PRIVILEGES ON `other`.* TO 'w'"))
        .containsOnlyKeys("connection.username");
  }

  @Test
  void whereNoDatabaseIsNamedItIsEnoughToHaveThePrivilegesInOne() {
    assertThat(
            findings(
                Map.of("schema.evolution", "none", "delete.enabled", "false"),
                USAGE,
                "GRANT SELECT, INSERT, UPDATE ON `db`.`t` TO 'w'"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "`app\\_%`, app_1, true",
    "`app\\_%`, app_, true",
    "`app\\_%`, apps, false",
    "`app_%`, apps, true",
    "`%`, any, true",
    "`a%c`, abbc, true",
    "`a%c`, abb, false",
    "`a.b`, a.b, true",
    "`a.b`, a, false",
    "`A``B`, a`b, true"
  })
  void aGrantCoversTheDatabasesOfItsPattern(String pattern, String database, boolean covered) {
    Grants grants = Grants.parse(List.of("GRANT SELECT ON " + pattern + ".* TO 'w'"));

    assertThat(grants.missing(Set.of("SELECT"), database).isEmpty()).isEqualTo(covered);
  }

  @Test
  void bookkeepingNeedsItsDatabase() {
    assertThat(
            findings(
                Map.of("conflict.mode", "ignore"),
                "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON `db`.* TO 'w'"))
        .hasEntrySatisfying(
            "connection.username",
            message ->
                assertThat(message).contains("CREATE, INSERT, SELECT on database `vecbridge`"));
  }

  @Test
  void grantsThatCanNotBeReadSayNothing() {
    assertThat(Grants.parse(List.of("nonsense")).known()).isFalse();
  }

  private static Map<String, String> findings(Map<String, String> options, String... grants) {
    Map<String, String> all = new HashMap<>(options);
    all.put("connection.url", "jdbc:mysql://h/");
    all.put("connection.username", "w");
    return new PrivilegeCheck(OceanBaseSinkConfig.of(all))
        .findings(Grants.parse(List.of(grants))).stream()
            .collect(Collectors.toMap(Finding::key, Finding::message));
  }
}
