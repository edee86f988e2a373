// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.SourceName;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class TargetOwnersTest {
  private static final SourceName SHOP = SourceName.ofTopic("ob.shop.goods");
  private static final SourceName CRM = SourceName.ofTopic("ob.crm.goods");

  private final TargetOwners owners = new TargetOwners("table.mappings");

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
    TargetOwners owners = new TargetOwners("table.mappings");
    owners.claim("app.users", new SourceName("pg.public.users", "app", "public", "users"), false);

    assertThatThrownBy(
            () ->
                owners.claim(
                    "app.users", new SourceName("pg.audit.users", "app", "audit", "users"), false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The rows of app.audit.users would overwrite those of app.public");
  }
}
