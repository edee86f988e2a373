// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnnouncedCollectionsTest {
  private final CaptureInMemory capture = new CaptureInMemory();

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void schemasAreSentWithoutRowsAndEveryOffsetStaysAsItIs() throws Exception {
    capture.milvus.rows.add(5L);
    capture
        .with("snapshot.mode", "schema_only")
        .with("collection.discovery.interval.ms", "20")
        .with("heartbeat.interval.ms", "1")
        .storedAt("films", 8, 3)
        .inserted(10, 1, 1L)
        .tick(10)
        .start();
    capture.until(() -> schemas().size() == 1);
    capture.milvus.add("shop", "films", 8);
    capture.until(() -> schemas().size() == 2);
    assertThat(schemas()).containsExactly("shop.books", "shop.films");
    assertThat(capture.records).as("nothing but the schemas").hasSize(2);
    assertThat(capture.records.get(0).sourcePartition()).isEqualTo(CaptureInMemory.PARTITION);
    assertThat(capture.records.get(0).sourceOffset()).as("a first start is still to come").isNull();
    assertThat(capture.records.get(1).sourceOffset())
        .isEqualTo(capture.stored.get(capture.records.get(1).sourcePartition()));
    assertThat(capture.milvus.queries.get()).isZero();
    assertThat(capture.metrics.getCollections().get("shop.books").getPhase()).isEqualTo("ended");
  }

  @Test
  void anotherModeContinuesWithTheSnapshot() throws Exception {
    capture.milvus.rows.add(5L);
    capture.with("snapshot.mode", "schema_only").start();
    capture.until(() -> schemas().size() == 1);
    capture.with("snapshot.mode", "initial").tick(CaptureInMemory.G).resumeAfter(1);
    assertThat(capture.changes(1)).containsExactly("r 5");
  }

  private List<String> schemas() {
    return capture.records.stream()
        .filter(record -> record.topic().equals("t"))
        .map(AnnouncedCollectionsTest::table)
        .toList();
  }

  private static String table(SourceRecord record) {
    Struct change = (Struct) ((Struct) record.value()).getArray("tableChanges").get(0);
    return change.getString("id").replace("\"", "");
  }
}
