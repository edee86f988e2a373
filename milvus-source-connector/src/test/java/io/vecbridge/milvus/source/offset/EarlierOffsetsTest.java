// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Offsets as earlier versions stored them: one file of each form, which is never changed. */
class EarlierOffsetsTest {
  /** An entry of a file. */
  record Stored(String form, Map<String, Object> partition, Map<String, Object> offset) {}

  @Test
  void everyFormIsReadAndCanBeSet() throws Exception {
    Map<String, Stored> forms = forms("offsets-0.1.0.json");
    assertThat(of(forms, "streaming"))
        .isEqualTo(
            new StoredOffset(
                449282886501507477L,
                Map.of(
                    "by-dev-rootcoord-dml_0_449282886501507477v0",
                    new ChannelPosition(1200, 449282890112041017L, 3)),
                SnapshotPosition.NONE,
                false,
                0,
                Optional.empty()));
    assertThat(of(forms, "snapshot under way, INT64 key").snapshot().lastKey()).isEqualTo(41L);
    assertThat(of(forms, "snapshot under way, VARCHAR key").snapshot().lastKey()).isEqualTo("a,b");
    assertThat(of(forms, "without a log").positions()).isEmpty();
    assertThat(of(forms, "dropped").dropped()).isTrue();
    assertThat(CapturedCollections.read(forms.get("list of collections").offset())).hasSize(2);

    Map<Map<String, ?>, Map<String, ?>> all = new HashMap<>();
    forms.values().forEach(stored -> all.put(stored.partition(), stored.offset()));
    assertThat(new MilvusSourceConnector().alterOffsets(Map.of("topic.prefix", "shop"), all))
        .isTrue();
  }

  private static StoredOffset of(Map<String, Stored> forms, String form) {
    return StoredOffset.of(forms.get(form).offset());
  }

  private static Map<String, Stored> forms(String file) throws Exception {
    Map<String, Stored> forms = new HashMap<>();
    try (InputStream stored = EarlierOffsetsTest.class.getResourceAsStream(file)) {
      for (Stored each :
          new ObjectMapper().readValue(stored, new TypeReference<List<Stored>>() {})) {
        forms.put(each.form(), each);
      }
    }
    return forms;
  }
}
