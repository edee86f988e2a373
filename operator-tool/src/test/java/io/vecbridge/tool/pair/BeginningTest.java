// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AllocTimestampResponse;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import io.vecbridge.common.testing.FakeMilvus;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.tool.config.Connector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The time after which the Milvus source begins, which its option has in milliseconds. */
class BeginningTest {
  private static final long MILLIS = 1_780_000_000_000L;

  /** Milvus, whose clock advances with the fourth timestamp. */
  private static final class Clock extends MilvusServiceGrpc.MilvusServiceImplBase {
    private final List<Long> given = new ArrayList<>();

    @Override
    public void allocTimestamp(
        AllocTimestampRequest request, StreamObserver<AllocTimestampResponse> answer) {
      answer.onNext(AllocTimestampResponse.newBuilder().setTimestamp(next()).build());
      answer.onCompleted();
    }

    private synchronized long next() {
      long millis = given.size() < 3 ? MILLIS : MILLIS + 50;
      given.add(Tso.ofMillis(millis) + given.size());
      return given.get(given.size() - 1);
    }
  }

  @Test
  void changesAfterItAreCapturedAndThoseBeforeItAreNot() throws Exception {
    Clock clock = new Clock();
    try (FakeMilvus milvus = new FakeMilvus(clock);
        ConnectorPair pair = forward(milvus)) {
      SourceTime beginning = pair.beginning();
      String option = pair.startAfter(beginning).get("change.log.start.timestamp");
      long captured = Tso.ofMillis(Long.parseLong(option));

      assertThat(clock.given.get(0)).isLessThan(captured);
      assertThat(clock.next()).isGreaterThanOrEqualTo(captured);
      assertThat(beginning.value()).isEqualTo(captured - 1);
    }
  }

  private static ConnectorPair forward(FakeMilvus milvus) {
    Path config = Path.of("..", "config");
    return ConnectorPair.of(
        Connector.ofFile(config.resolve("milvus-source.json"))
            .with(Map.of("milvus.uri", milvus.uri())),
        Connector.ofFile(config.resolve("oceanbase-sink.json")));
  }
}
