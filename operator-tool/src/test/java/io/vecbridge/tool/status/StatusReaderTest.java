// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.tool.config.ConnectInMemory;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.pair.PairInMemory;
import io.vecbridge.tool.pair.SourceTime;
import io.vecbridge.tool.status.PipelineStatus.ConnectorLine;
import io.vecbridge.tool.status.StatusReader.Systems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusReaderTest {
  private ConnectInMemory connect;

  @BeforeEach
  void run() throws Exception {
    connect = new ConnectInMemory().with("source", "RUNNING").with("sink", "RUNNING");
  }

  @AfterEach
  void close() {
    connect.close();
  }

  @Test
  void aPairOfNoCollectionYetIsGood() throws Exception {
    assertThat(status(new PairInMemory()).isGood()).isTrue();
  }

  @Test
  void theRestIsShownThoughMilvusDoesNotAnswerButItIsNotKnownToBeGood() throws Exception {
    PipelineStatus status =
        status(
            new PairInMemory() {
              @Override
              public SourceTime time() {
                throw new RequestException(Failure.RETRY, "Milvus is unavailable", null);
              }
            });

    assertThat(status.connectors())
        .extracting(ConnectorLine::name)
        .containsExactly("source", "sink");
    assertThat(status.notes())
        .contains("The source database can't be asked: Milvus is unavailable.");
    assertThat(status.isGood()).isFalse();
  }

  private PipelineStatus status(PairInMemory pair) throws InterruptedException {
    return new StatusReader(
            pair,
            new Connector("source", Map.of()),
            new Connector("sink", Map.of()),
            new Systems(connect.cluster(), null, List.of()))
        .read();
  }
}
