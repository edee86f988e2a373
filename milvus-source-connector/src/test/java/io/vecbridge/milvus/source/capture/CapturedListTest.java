// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.milvus.source.collection.CollectionListing;
import io.vecbridge.milvus.source.config.ChangeLogOptions.UnloggedChangeMode;
import io.vecbridge.milvus.source.offset.CapturedCollections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class CapturedListTest {
  private static final TableId BOOKS = new TableId("db", null, "books");
  private static final TableId FILMS = new TableId("db", null, "films");

  private static final TableId EXCLUDED = new TableId("db", null, "excluded");

  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();

  @Test
  void aCollectionThatWasDroppedWhileNoTaskRanIsANamedFailureAtEveryStart() throws Exception {
    stored.putAll(start(UnloggedChangeMode.FAIL, true).present(listing(BOOKS, FILMS)));
    capture(BOOKS, 7);
    capture(FILMS, 8);
    for (int times = 0; times < 2; times++) {
      assertThatThrownBy(() -> start(UnloggedChangeMode.FAIL, true).present(listing(FILMS)))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("db.books (id 7) no longer exists, it was dropped or renamed")
          .hasMessageContaining("collection.drop.mode=ignore");
    }
  }

  @Test
  void anIgnoredDropIsReportedOnce() throws Exception {
    stored.putAll(start(UnloggedChangeMode.FAIL, true).present(listing(BOOKS, FILMS)));
    capture(BOOKS, 7);
    stored.putAll(start(UnloggedChangeMode.IGNORE, true).present(listing(FILMS)));

    assertThat(stored.get(partition(BOOKS)).get("dropped")).isEqualTo(true);
    stored.putAll(start(UnloggedChangeMode.FAIL, true).present(listing(FILMS)));
    assertThat(CapturedCollections.read(stored.get(list()))).containsExactly(FILMS);
  }

  @Test
  void aRenamedCollectionIsNotMissedIfTheLogShowsTheRenamingAndItsNameIsCaptured() {
    stored.put(list(), CapturedCollections.offset(List.of(BOOKS)));
    capture(BOOKS, 7);
    CollectionListing captured =
        new CollectionListing(Map.of(FILMS, 7L), Map.of(7L, FILMS), 0, true);
    assertThat(start(UnloggedChangeMode.FAIL, true).present(captured)).hasSize(1);
    CollectionListing left = new CollectionListing(Map.of(), Map.of(7L, FILMS), 0, true);
    assertThatThrownBy(() -> start(UnloggedChangeMode.FAIL, true).present(left))
        .hasMessageContaining("db.books (id 7) was renamed to db.films");
  }

  @Test
  void anOffsetThatAnOperatorRemovedIsNotMissed() throws Exception {
    stored.putAll(start(UnloggedChangeMode.FAIL, true).present(listing(BOOKS)));
    stored.putAll(start(UnloggedChangeMode.FAIL, true).present(listing(FILMS)));
    assertThat(CapturedCollections.read(stored.get(list()))).containsExactly(FILMS);
  }

  @Test
  void aCollectionThatIsNoLongerIncludedLosesItsOffsetAndNoOtherDoes() throws Exception {
    stored.put(list(), CapturedCollections.offset(List.of(BOOKS, EXCLUDED)));
    capture(BOOKS, 7);
    capture(EXCLUDED, 8);
    Map<Map<String, ?>, Map<String, ?>> changed =
        start(UnloggedChangeMode.FAIL, true).present(listing(BOOKS));
    assertThat(changed.keySet()).containsExactly(partition(EXCLUDED), list());
    assertThat(changed.get(partition(EXCLUDED))).isNull();
    assertThat(CapturedCollections.read(changed.get(list()))).containsExactly(BOOKS);
  }

  @Test
  void onlyTheOwnerOfACollectionMissesIt() throws Exception {
    stored.putAll(start(UnloggedChangeMode.FAIL, true).present(listing(BOOKS, FILMS)));
    capture(BOOKS, 7);
    stored.putAll(start(UnloggedChangeMode.FAIL, false).present(listing(FILMS)));
    assertThat(CapturedCollections.read(stored.get(list()))).containsExactly(BOOKS, FILMS);
  }

  @Test
  void theListIsStoredWhenItChangesAlone() throws Exception {
    CapturedList list = start(UnloggedChangeMode.FAIL, true);
    stored.putAll(list.present(listing(BOOKS)));
    stored.clear();
    stored.putAll(list.present(listing(BOOKS)));
    assertThat(stored).isEmpty();
    stored.putAll(list.present(listing(BOOKS, FILMS)));
    assertThat(CapturedCollections.read(stored.get(list()))).containsExactly(BOOKS, FILMS);
  }

  @Test
  void whatIsDroppedWhileTheTaskRunsLeavesTheListOnceItsDropIsDealtWith() throws Exception {
    CapturedList list = start(UnloggedChangeMode.IGNORE, true);
    stored.putAll(list.present(listing(BOOKS, FILMS)));
    capture(BOOKS, 7);
    capture(FILMS, 8);
    stored.putAll(list.present(listing(FILMS)));
    assertThat(CapturedCollections.read(stored.get(list()))).containsExactly(BOOKS, FILMS);
    stored.putAll(MissedDrops.ignored("prefix", BOOKS, stored.get(partition(BOOKS))));
    stored.putAll(list.present(listing(FILMS)));
    assertThat(CapturedCollections.read(stored.get(list()))).containsExactly(FILMS);
  }

  private CapturedList start(UnloggedChangeMode mode, boolean owner) {
    return new CapturedList(
        new StoredOffsets(new FakeSourceContext(Map.of(), stored), "prefix"),
        id -> !id.equals(EXCLUDED),
        id -> owner,
        new MissedDrops(mode, true),
        true);
  }

  private static CollectionListing listing(TableId... present) {
    Map<TableId, Long> ids = new HashMap<>();
    for (TableId id : present) {
      ids.put(id, id.equals(BOOKS) ? 7L : 8L);
    }
    return new CollectionListing(ids, Map.of(), 0, false);
  }

  private void capture(TableId id, long collectionId) {
    stored.put(partition(id), Map.of("collection_id", collectionId));
  }

  private static Map<String, ?> partition(TableId id) {
    return NamedPartition.ofCollection("prefix", id).getSourcePartition();
  }

  private static Map<String, ?> list() {
    return CapturedCollections.partition("prefix");
  }
}
