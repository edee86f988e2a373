// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.log.LogPosition.Offset;
import io.vecbridge.milvus.source.log.StreamedProperties;
import io.vecbridge.milvus.source.stream.ChangeStream;
import io.vecbridge.milvus.source.stream.ChannelBuffer;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import io.vecbridge.milvus.source.stream.LogInMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A channel of Milvus 2.6 without writes, which has no time ticks. */
class SilentChannelTest {
  @Test
  void aSilentChannelMovesOnInTimeByAQueryOnceInAWhile() throws Exception {
    LogInMemory log =
        new LogInMemory().append("dml_0", StreamedProperties.of(1, 5, ""), new byte[0]);
    try (ChangeStream stream = new ChangeStream(log)) {
      ChannelBuffer buffer = new ChannelBuffer("dml_0_7v0", 7, ChannelPosition.START, any -> null);
      stream.follow("dml_0", buffer);
      stream.read(Duration.ZERO);
      List<CompletableFuture<Long>> queries = new ArrayList<>();
      LogConfirmation confirmation =
          new LogConfirmation(
              Optional.of(stream),
              List.of(new Vchannel("dml_0_7v0", "dml_0")),
              () -> {
                queries.add(new CompletableFuture<>());
                return queries.get(queries.size() - 1);
              });
      long minute = Duration.ofMinutes(1).toNanos();
      confirmation.idle(0, buffer.releasedThrough());
      confirmation.idle(4 * minute, buffer.releasedThrough());
      assertThat(queries).isEmpty();
      confirmation.idle(6 * minute, buffer.releasedThrough());
      confirmation.idle(7 * minute, buffer.releasedThrough());
      assertThat(queries).hasSize(1);
      queries.get(0).completeExceptionally(new IllegalStateException("not loaded"));
      confirmation.idle(8 * minute, buffer.releasedThrough());
      confirmation.idle(12 * minute, buffer.releasedThrough());
      assertThat(queries).hasSize(2);
      queries.get(1).complete(900L);
      confirmation.idle(13 * minute, buffer.releasedThrough());
      stream.read(Duration.ZERO);
      assertThat(buffer.releasedThrough()).isEqualTo(900);
      assertThat(buffer.position().position()).isEqualTo(new Offset(1));
    }
  }
}
