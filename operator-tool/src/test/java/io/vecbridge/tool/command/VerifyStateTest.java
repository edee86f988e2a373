// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import io.vecbridge.common.testing.FakeMilvus;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.verify.StateFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of a comparison that has come to its end. */
class VerifyStateTest {
  private static final Path CONFIG = Path.of("..", "config");

  @TempDir private Path folder;
  private FakeMilvus milvus;
  private Path state;

  /** A Milvus without a collection, so that there is nothing left to compare. */
  private static final class EmptyMilvus extends MilvusServiceGrpc.MilvusServiceImplBase {
    @Override
    public void listDatabases(
        ListDatabasesRequest request, StreamObserver<ListDatabasesResponse> answer) {
      answer.onNext(ListDatabasesResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  @BeforeEach
  void save() throws IOException {
    milvus = new FakeMilvus(new EmptyMilvus());
    Files.writeString(
        folder.resolve("source.json"),
        Connector.ofFile(CONFIG.resolve("milvus-source.json"))
            .with(Map.of("milvus.uri", milvus.uri()))
            .file());
    state = folder.resolve("state");
    StateFile.open(
            state,
            List.of(
                "milvus-source",
                "oceanbase-sink",
                ".*",
                "FULL",
                "10000",
                "",
                "null",
                "null",
                "false"),
            System::nanoTime)
        .save();
  }

  @AfterEach
  void close() {
    milvus.close();
  }

  @Test
  void itStaysIfTheReportCannotBeWritten() {
    assertThat(verify(folder.resolve("missing").resolve("report.html")))
        .contains("report.html can't be written");
    assertThat(state).exists();
  }

  @Test
  void itGoesWithTheReport() {
    Path report = folder.resolve("report.html");

    assertThat(verify(report)).contains("Nothing is captured");
    assertThat(report).exists();
    assertThat(state).doesNotExist();
  }

  private String verify(Path report) {
    StringWriter messages = new StringWriter();
    PrintWriter writer = new PrintWriter(messages, true);
    int code =
        ToolCommand.run(
            writer,
            writer,
            "verify",
            "--source",
            folder.resolve("source.json").toString(),
            "--sink",
            CONFIG.resolve("oceanbase-sink.json").toString(),
            "--state",
            state.toString(),
            "--report",
            report.toString());
    assertThat(code).as(messages.toString()).isEqualTo(2);
    return messages.toString();
  }
}
