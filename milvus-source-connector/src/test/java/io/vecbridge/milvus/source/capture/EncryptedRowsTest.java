// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.milvus.source.log.StreamedProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A collection whose rows are encrypted in the log, on the channel of one whose rows aren't. */
class EncryptedRowsTest {
  private static final int TICK = 1;
  private static final int INSERT = 2;
  private static final String SECRET = "dml_0_8v0";

  @Test
  void theCollectionFailsAloneAndSaysWhatToDo() throws Exception {
    try (CaptureInMemory capture = new CaptureInMemory()) {
      capture.milvus.version = "v2.6.20";
      capture.milvus.add("shop", "secret", 8);
      capture.storedAt(0).storedAt("secret", 8, 0).streamed(TICK, 5, "").streamedInsert(10, 3L);
      Map<String, String> properties = StreamedProperties.of(INSERT, 11, SECRET);
      properties.put("_ch", "CAMQCA==");
      capture.log.append(CaptureInMemory.PCHANNEL, properties, new byte[] {90, 90});
      capture.streamedInsert(20, 4L).streamed(TICK, 30, "").start();
      assertThat(capture.changes(2)).containsExactly("c 3", "c 4");
      capture.until(() -> capture.metrics.getFailedCollections().containsKey("shop.secret"));
      assertThat(capture.metrics.getFailedCollections().get("shop.secret"))
          .contains("The rows of collection shop.secret are encrypted in Milvus's log")
          .contains("collection.exclude.list");
      capture.streamedInsert(40, 5L).streamed(TICK, 50, "");
      assertThat(capture.changes(3)).containsExactly("c 3", "c 4", "c 5");
      assertThat(capture.metrics.getFailedCollections()).containsOnlyKeys("shop.secret");
    }
  }
}
