// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.SourceName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class TargetOwnersTest {
  private static final SourceName SHOP = SourceName.ofTopic("ob.shop.goods");
  private static final SourceName CRM = SourceName.ofTopic("ob.crm.goods");

  private final Set<TopicPartition> assignment = new HashSet<>();
  private final TargetOwners owners = owners(topic -> false);

  @Test
  void aSecondTableIsRefusedWithBothNames() {
    owners.claim("goods", SHOP, false);

    assertThatThrownBy(() -> owners.claim("goods", CRM, true))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "The rows of crm.goods would overwrite those of shop.goods with the same keys: both"
                + " would be written to goods. Map each of them with table.mappings.");
    assertThatCode(() -> owners.claim("goods", SHOP, false)).doesNotThrowAnyException();
    assertThatCode(() -> owners.claim("others", CRM, false)).doesNotThrowAnyException();
  }

  @Test
  void tablesThatAreMappedOneByOneShareATarget() {
    owners.claim("goods", SHOP, true);
    assertThatCode(() -> owners.claim("goods", CRM, true)).doesNotThrowAnyException();
  }

  @Test
  void theTopicOfATableDoesNotMatter() {
    owners.claim("goods", SHOP, false);
    SourceName ofEvent = new SourceName("ob", "shop", "goods");
    assertThatCode(() -> owners.claim("goods", ofEvent, false)).doesNotThrowAnyException();
  }

  @Test
  void recordsOfOneTopicAreOfOneTableWhateverTheyNameIt() {
    // A tombstone before the first envelope is named by its topic alone.
    owners.claim("users", new SourceName("pg.public.users", "public", "users"), false);
    SourceName ofEnvelope = new SourceName("pg.public.users", "app", "public", "users");
    assertThatCode(() -> owners.claim("users", ofEnvelope, false)).doesNotThrowAnyException();
  }

  @Test
  void aRecordThatNamesNoDatabaseIsOfTheSameTable() {
    owners.claim("goods", SHOP, false);
    SourceName renamed = SourceName.ofTopic("goods");
    assertThatCode(() -> owners.claim("goods", renamed, false)).doesNotThrowAnyException();
  }

  @Test
  void tablesOfTwoSchemasAreTwoTables() {
    owners.claim("app.users", new SourceName("pg.public.users", "app", "public", "users"), false);

    assertThatThrownBy(
            () ->
                owners.claim(
                    "app.users", new SourceName("pg.audit.users", "app", "audit", "users"), false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The rows of app.audit.users would overwrite those of app.public");
  }

  @Test
  void noTableOwnsATargetToWhichTheTopicsOfTheTaskLeadSeveral() {
    assign("ob", "ob.shop.goods", "ob.crm.goods", "ob.crm.items");

    for (SourceName table : List.of(SHOP, CRM, new SourceName("ob", "shop", "goods"))) {
      assertThatThrownBy(() -> owners.claim("goods", table, false))
          .isInstanceOf(ConnectException.class)
          .hasMessage(
              "The rows of ob.crm.goods and ob.shop.goods would overwrite each other if they have"
                  + " the same keys: all would be written to goods. Map each of them with"
                  + " table.mappings.");
    }
    assertThatCode(() -> owners.claim("items", SourceName.ofTopic("ob.crm.items"), false))
        .doesNotThrowAnyException();
  }

  @Test
  void aTopicThatAppearsLaterTakesNothingFromTheOwner() {
    assign("ob.shop.goods");
    owners.claim("goods", SHOP, false);
    assign("ob.crm.goods");

    assertThatCode(() -> owners.claim("goods", SHOP, false)).doesNotThrowAnyException();
    assertThatThrownBy(() -> owners.claim("goods", CRM, false))
        .hasMessageContaining("The rows of crm.goods would overwrite those of shop.goods");
  }

  @Test
  void topicsThatAreMappedOneByOneOrOfOneTableOrUnlikeTheirRecordsShareATarget() {
    assign("ob.shop.goods", "ob.crm.goods", "new.crm.items", "ob.crm.items");

    TargetOwners mapped = owners(topic -> true);
    assertThatCode(() -> mapped.claim("goods", SHOP, true)).doesNotThrowAnyException();
    assertThatCode(() -> owners.claim("items", SourceName.ofTopic("ob.crm.items"), false))
        .doesNotThrowAnyException();
    SourceName otherwise = new SourceName("goods", "app", "goods");
    assertThatCode(() -> owners.claim("goods", otherwise, false)).doesNotThrowAnyException();
  }

  private void assign(String... topics) {
    for (String topic : topics) {
      assignment.add(new TopicPartition(topic, 1));
    }
  }

  /** Of targets that are called as the last part of the topics' names. */
  private TargetOwners owners(Predicate<String> mapped) {
    return new TargetOwners(
        "table.mappings",
        new AssignedTopics(
            () -> assignment,
            topics -> {
              SharedTargets targets = new SharedTargets();
              topics.forEach(
                  topic ->
                      targets.add(
                          SourceName.ofTopic(topic).collection(), topic, mapped.test(topic)));
              return targets;
            },
            "table.mappings"));
  }
}
