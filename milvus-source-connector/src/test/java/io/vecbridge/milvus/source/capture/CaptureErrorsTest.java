// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Configuration;
import io.milvus.grpc.Status;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class CaptureErrorsTest {
  private static final int RATE_LIMIT = 8;
  private static final int NO_COLLECTION = 100;
  private static final int UNEXPECTED = 65535;

  @Test
  void theTaskStartsAgainAfterWhatTimeMends() {
    assertThat(retriable(Map.of(), milvus(RATE_LIMIT))).isTrue();
    assertThat(retriable(Map.of(), milvus(UNEXPECTED))).isTrue();
    assertThat(retriable(Map.of(), new ChangeLogException(Failure.RETRY, "away", null))).isTrue();
  }

  @Test
  void theTaskFailsAfterAllElse() {
    assertThat(retriable(Map.of(), milvus(NO_COLLECTION))).isFalse();
    assertThat(retriable(Map.of(), new ChangeLogException(Failure.FATAL, "no", null))).isFalse();
    assertThat(retriable(Map.of(), new ConnectException("dropped"))).isFalse();
    assertThat(retriable(Map.of(), new IllegalStateException())).isFalse();
  }

  @Test
  void whatIsWrappedCountsAsWhatItIs() {
    assertThat(retriable(Map.of(), new ConnectException("wrapped", milvus(RATE_LIMIT)))).isTrue();
  }

  @Test
  void aLostPositionIsMendedByTheNextStartWhereThatTakesASnapshot() {
    PositionGone gone = new PositionGone("dml_0", 1, 5, 9, null);
    assertThat(retriable(Map.of(), gone)).isFalse();
    assertThat(retriable(Map.of("snapshot.mode", "when_needed"), gone)).isTrue();
    assertThat(retriable(Map.of("snapshot.mode", "always"), gone)).isTrue();
  }

  private static MilvusRequestException milvus(int code) {
    return MilvusRequestException.of(
        "query", "db", "books", Status.newBuilder().setCode(code).setReason("r").build());
  }

  private static boolean retriable(Map<String, String> options, Exception error) {
    Map<String, String> all = new HashMap<>(options);
    all.put("topic.prefix", "t");
    Configuration config = MilvusSourceConfig.OPTIONS.withDefaults(Configuration.from(all));
    return new CaptureErrors(new MilvusSourceConfig(config)).isRetriable(error);
  }
}
