// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.Status;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.testing.FakeWal;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecheckTest {
  // Nothing listens on the discard port.
  private static final String NOBODY = "http://127.0.0.1:9";

  @Test
  void aMilvusThatDoesNotAnswerIsFoundAtItsUriAndIsNoReasonToStayDown() {
    assertThat(new Precheck(config(Map.of("milvus.uri", NOBODY))).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.key()).isEqualTo("milvus.uri");
              assertThat(finding.message())
                  .contains("version failed", "precheck.skip=milvus.reachable");
              assertThat(finding.temporary()).isTrue();
            });
  }

  @Test
  void contradictoryOptionsAreFoundBeforeMilvusIsConnectedTo() {
    Map<String, String> options =
        Map.of(
            "milvus.uri",
            NOBODY,
            "milvus.tls.ca.file",
            "ca.pem",
            "topic.prefix",
            "t",
            "change.log.reader",
            "kafka");
    assertThatThrownBy(() -> new MilvusSourceConnector().start(options))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("milvus.tls.ca.file is set, but milvus.uri isn't https")
        .hasMessageContaining("change.log.kafka.bootstrap.servers: The Kafka cluster");
  }

  @Test
  void nothingIsCheckedIfTheCheckIsSkipped() {
    MilvusSourceConfig config =
        config(Map.of("milvus.uri", NOBODY, "precheck.skip", "milvus.reachable"));
    assertThat(new Precheck(config).findings()).isEmpty();
  }

  private static MilvusSourceConfig config(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("topic.prefix", "t");
    return new MilvusSourceConfig(MilvusSourceConfig.OPTIONS.read(all));
  }

  @Test
  void aLogThatIsReadThroughMilvusNeedsAVersionAndAPrivilege() {
    try (MilvusInMemory milvus = new MilvusInMemory().add("db", "books", 7)) {
      FakeWal wal = milvus.withWal(FakeWal.Queue.WOODPECKER, 1_000);
      milvus.version = "v2.6.19";
      MilvusSourceConfig config = config(Map.of("milvus.uri", milvus.uri()));
      assertThat(new Precheck(config).findings())
          .singleElement()
          .hasToString(
              "change.log.reader: Milvus has version 2.6.19, but only 2.6.20 and later return their"
                  + " change log. If Milvus's message queue is Kafka, set"
                  + " change.log.kafka.bootstrap.servers; otherwise upgrade Milvus, or set"
                  + " change.log.reader=none, which only takes snapshots. To skip this check, set"
                  + " precheck.skip=milvus.version.");
      milvus.version = "v2.6.20";
      assertThat(new Precheck(config).findings()).isEmpty();
      wal.refuse(Status.newBuilder().setCode(1401).setReason("permission deny").build());
      assertThat(new Precheck(config).findings())
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.message())
                      .contains("the privileges of a cluster administrator"));
    }
  }

  @Test
  void rowsThatExpireAreNoReasonToStayDown() {
    try (MilvusInMemory milvus = new MilvusInMemory().add("db", "books", 7)) {
      milvus.ttlSeconds = "3600";
      Map<String, String> options = Map.of("milvus.uri", milvus.uri(), "change.log.reader", "none");
      assertThat(new Precheck(config(options)).findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.temporary()).isTrue();
                assertThat(finding)
                    .hasToString(
                        "collection.include.list: Rows of collection db.books expire in Milvus"
                            + " after 3600 s (collection.ttl.seconds), which its log doesn't show:"
                            + " they stay in the target. Delete them there. To skip this check, set"
                            + " precheck.skip=collections.ttl.");
              });
      Map<String, String> skipping = new HashMap<>(options);
      skipping.put("precheck.skip", "collections.ttl");
      assertThat(new Precheck(config(skipping)).findings()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "v2.6.19, false, false",
    "v2.6.20, true, false",
    "2.6.24-rc1, true, true",
    "v2.7.0, true, true",
    "v3.0.1, true, false",
    "v3.0.2, true, true",
    "v3.1, true, true",
    "v2.5.27, false, false"
  })
  void theLogIsReturnedFrom2620On(String version, boolean returned, boolean well) {
    assertThat(MilvusVersion.of(version).dumpsMessages()).isEqualTo(returned);
    assertThat(MilvusVersion.of(version).dumpsMessagesWell()).isEqualTo(well);
  }

  @ParameterizedTest
  @CsvSource({
    "v2.3.5, true",
    "2.4.0-rc1, true",
    "v2.5.17, true",
    "v2.2.16, false",
    "v2.6.0, true",
    "v3.0.1, true",
    "v4.0.0, false",
    "v1.1, false",
    "master-20240101, true"
  })
  void theLogOf23To3IsRead(String version, boolean read) {
    assertThat(MilvusVersion.of(version).isLogRead()).isEqualTo(read);
  }
}
