// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class AlteredOffsetsTest {
  private static final Map<String, ?> BOOKS =
      Map.of("server", "prefix", "database", "db", "collection", "books");
  private static final Map<String, ?> OFFSET =
      Map.of(
          "collection_id", 7L,
          "dml_0_7v0.position", 1L,
          "dml_0_7v0.timestamp", 2L,
          "dml_0_7v0.events", 0);

  @Test
  void anOffsetOfTheConnectorsOwnFormIsTaken() {
    assertThat(check(BOOKS, OFFSET)).isTrue();
  }

  @Test
  void noOffsetRemovesWhatIsStored() {
    assertThatCode(() -> check(BOOKS, null)).doesNotThrowAnyException();
  }

  @Test
  void theListOfCollectionsIsTakenAndRemovedAndNothingElseInItsPlace() {
    Map<String, ?> list = CapturedCollections.partition("prefix");
    assertThatCode(() -> check(list, Map.of("collections", "db.books,db.films")))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(list, null)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(list, Map.of("collections", "books")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("isn't <database>.<collection>: books");
    assertThatThrownBy(() -> check(list, OFFSET))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("no string under 'collections'");
  }

  @Test
  void theNameOfARenamedCollectionIsTakenAndRemovedAndNothingElseInItsPlace() {
    Map<String, ?> name = TakenName.partition("prefix", 7);
    assertThatCode(() -> check(name, TakenName.offset(new TableId("db", null, "books"))))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(name, null)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(name, OFFSET))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The name of a collection has the strings database and collection");
  }

  @Test
  void aPartitionOfAnotherFormIsRefused() {
    assertThatThrownBy(() -> check(Map.of("server", "prefix", "database", "db"), OFFSET))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("must have exactly the strings server, database and collection");
    assertThatThrownBy(
            () -> check(Map.of("server", "prefix", "database", 5, "collection", "books"), OFFSET))
        .hasMessageContaining("must have exactly the strings server, database and collection");
  }

  @Test
  void thePartitionOfAnotherConnectorIsRefused() {
    assertThatThrownBy(
            () -> check(Map.of("server", "other", "database", "db", "collection", "books"), OFFSET))
        .hasMessageContaining("its server must be the topic.prefix, prefix");
  }

  @Test
  void offsetsOfAnEarlierPrefixOrVersionAreRemovedAndNotSet() {
    Map<String, ?> earlier = Map.of("server", "before", "database", "db", "collection", "books");
    assertThat(check(earlier, null)).isTrue();
    assertThat(check(CapturedCollections.partition("before"), null)).isTrue();
    assertThat(check(Map.of("a form of an earlier version", "x"), null)).isTrue();
    assertThatThrownBy(() -> check(earlier, OFFSET)).isInstanceOf(ConnectException.class);
  }

  @Test
  void anOffsetThatTheTaskCouldNotReadIsRefused() {
    assertThatThrownBy(() -> check(BOOKS, Map.of("position", 5)))
        .hasMessageContaining("'collection_id'");
    assertThatThrownBy(() -> check(BOOKS, Map.of("collection_id", 7, "dml_0_7v0.position", 5)))
        .hasMessageContaining("'dml_0_7v0.timestamp'");
    assertThatThrownBy(
            () ->
                check(
                    BOOKS,
                    Map.of(
                        "collection_id", 7,
                        "dml_0_7v0.position", -1,
                        "dml_0_7v0.timestamp", 0,
                        "dml_0_7v0.events", 0)))
        .hasMessageContaining("channel dml_0_7v0: numbers must not be negative");
    assertThatThrownBy(() -> check(BOOKS, Map.of("collection_id", 7, "snapshot_last_key", true)))
        .hasMessageContaining("snapshot_last_key must be a number or a string");
  }

  private static boolean check(Map<String, ?> partition, Map<String, ?> offset) {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(partition, offset);
    return new MilvusSourceConnector().alterOffsets(Map.of("topic.prefix", "prefix"), offsets);
  }
}
