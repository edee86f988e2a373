// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.testing.FakeMilvus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MilvusPrecheckTest {
  private static final Duration REQUEST = Duration.ofSeconds(30);
  private static final long LATE_MILLIS = MilvusPrecheck.LONGEST_CALL.toMillis() + 500;

  @Test
  void aConnectionThatTakesLongerThanACallIsNoFinding() throws Exception {
    try (FakeMilvus milvus = new FakeMilvus(new Service());
        SlowConnection slow = new SlowConnection(milvus.port())) {
      assertThat(findings("http://127.0.0.1:" + slow.port())).isEmpty();
    }
  }

  @Test
  void aRefusedConnectionIsAFindingAtOnce() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(findings("http://127.0.0.1:" + port))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.key()).isEqualTo("milvus.uri");
              assertThat(finding.message()).startsWith("Milvus: version failed (UNAVAILABLE");
              assertThat(finding.temporary()).isTrue();
            });
  }

  private static List<Finding> findings(String uri) {
    return MilvusPrecheck.findings(
        MilvusConnection.of(uri, null, REQUEST),
        () -> "MILVUS_REACHABLE",
        client -> {
          client.version();
          return List.of();
        });
  }

  private static final class Service extends MilvusServiceGrpc.MilvusServiceImplBase {
    @Override
    public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> answer) {
      answer.onNext(GetVersionResponse.newBuilder().setVersion("v2.3.5").build());
      answer.onCompleted();
    }
  }

  /** Accepts a connection at once, and passes bytes on after a while. */
  private static final class SlowConnection implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final ScheduledExecutorService pumps = Executors.newScheduledThreadPool(3);

    SlowConnection(int target) throws IOException {
      pumps.execute(
          () -> {
            try {
              Socket client = server.accept();
              Socket milvus = new Socket(InetAddress.getLoopbackAddress(), target);
              pumps.schedule(() -> pump(client, milvus), LATE_MILLIS, TimeUnit.MILLISECONDS);
              pumps.schedule(() -> pump(milvus, client), LATE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    int port() {
      return server.getLocalPort();
    }

    private static void pump(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // One of the two has ended, and the other one ends with it.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      pumps.shutdownNow();
    }
  }
}
