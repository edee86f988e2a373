// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.CollectionListing;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.config.ChangeLogOptions.UnloggedChangeMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MissedDropsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final TableId BOOKS = new TableId("db", null, "books");
  private static final TableId TOMES = new TableId("db", null, "tomes");
  private static final MilvusCollection COLLECTION =
      new MilvusCollection(
          "db", "books", 7, List.of(), 0, CollectionDefinition.of("", List.of(), 0));

  private final MissedDrops drops = new MissedDrops(UnloggedChangeMode.FAIL, true);

  @Test
  void aCollectionThatIsThereIsLeftAlone() {
    assertThat(happened(Map.of(7L, BOOKS, 8L, TOMES), NOON)).isEmpty();
  }

  @Test
  void aRenamedCollectionIsNoticedWhateverIsUnderItsNameNow() {
    assertThat(happened(Map.of(7L, TOMES), NOON)).contains("was renamed to db.tomes");
    assertThat(happened(Map.of(7L, TOMES, 8L, BOOKS), NOON)).contains("was renamed to db.tomes");
  }

  @Test
  void aRenamingIsLeftToALogThatShowsItUntilTheLogIsReadAMinuteFurther() {
    CollectionListing listing =
        new CollectionListing(Map.of(), Map.of(7L, TOMES), Tso.at(NOON), true);
    assertThat(drops.happened(COLLECTION, listing, Tso.at(NOON.plusSeconds(600)))).isEmpty();
    assertThat(drops.renamed(COLLECTION, listing, Tso.at(NOON.plusSeconds(59)))).isEmpty();
    assertThat(drops.renamed(COLLECTION, listing, Tso.at(NOON.plusSeconds(60)))).contains(TOMES);
    assertThat(drops.renamed(COLLECTION, listing(Map.of(7L, TOMES)), Tso.at(NOON.plusSeconds(60))))
        .isEmpty();
  }

  @Test
  void aDropIsLeftToTheLogUntilTheLogIsReadAMinuteFurther() {
    assertThat(happened(Map.of(), NOON.minusSeconds(100))).isEmpty();
    assertThat(happened(Map.of(), NOON.plusSeconds(59))).isEmpty();
    assertThat(happened(Map.of(), NOON.plusSeconds(60)))
        .contains("no longer exists, it was dropped or renamed");
  }

  @Test
  void withoutALogADropIsNoticedAtOnceAndFailsNothing() {
    MissedDrops unlogged = new MissedDrops(UnloggedChangeMode.FAIL, false);
    assertThat(unlogged.happened(COLLECTION, listing(Map.of()), 0)).isPresent();
    assertThatCode(() -> unlogged.decide(BOOKS, 7, MissedDrops.GONE)).doesNotThrowAnyException();
  }

  @Test
  void theFailureSaysWhatHappenedAndWhatToDo() {
    assertThatThrownBy(() -> drops.decide(BOOKS, 7, "was renamed to db.tomes"))
        .isInstanceOf(UnloggedChangeException.class)
        .hasMessage(
            "Collection db.books (id 7) was renamed to db.tomes: its rows stay in the target."
                + " Delete them there if you don't need them, then set collection.drop.mode=ignore"
                + " or remove the collection's offset, and restart the task.");
  }

  private Optional<String> happened(Map<Long, TableId> names, Instant released) {
    return drops.happened(COLLECTION, listing(names), Tso.at(released));
  }

  private static CollectionListing listing(Map<Long, TableId> names) {
    return new CollectionListing(Map.of(), names, Tso.at(NOON), false);
  }
}
