// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vecbridge.endtoend.ConnectorPair;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.KafkaServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;

/** The users of a Kafka with the documented ACLs, and what its administrator writes. */
final class SecuredKafka implements AutoCloseable {
  private static final String ROWS = "milvus.default.rows";
  private static final String SIGNALS = "milvus-signal";
  private static final ScramCredentialInfo SCRAM =
      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096);

  private final KafkaClient client;

  /** By the listener without logins. */
  SecuredKafka(KafkaServer kafka) {
    this.client = new KafkaClient(kafka.bootstrapServers());
  }

  /** Creates the users with the ACLs of the pages, and the topic of signals. */
  void prepare() throws Exception {
    List<UserScramCredentialUpsertion> users = new ArrayList<>();
    Map.of(
            "connect", SecuredConfigs.WORKER_PASSWORD,
            "vecbridge", SecuredConfigs.LOG_PASSWORD,
            "operator", SecuredConfigs.TOOL_PASSWORD)
        .forEach(
            (user, password) -> users.add(new UserScramCredentialUpsertion(user, SCRAM, password)));
    client.admin().alterUserScramCredentials(List.copyOf(users)).all().get();
    for (String page : List.of("security", "milvus-source-connector")) {
      client.admin().createAcls(DocumentedPrivileges.inKafka(page)).all().get();
    }
    client.createTopic(SIGNALS, 1);
  }

  /** Asks for a snapshot by a signal, and waits for its rows. */
  void takeSnapshot() {
    long before = snapshotRows();
    String request =
        "{\"type\":\"execute-snapshot\",\"data\":{\"data-collections\":[\"default.rows\"]}}";
    client.send(
        List.of(new ProducerRecord<>(SIGNALS, "milvus".getBytes(UTF_8), request.getBytes(UTF_8))));
    Await.until("the rows are sent again", ConnectorPair.SOON, () -> snapshotRows() > before);
  }

  private long snapshotRows() {
    return client.read(ROWS, IsolationLevel.READ_COMMITTED).stream()
        .filter(record -> record.value() != null)
        .filter(record -> new String(record.value(), UTF_8).contains("\"op\":\"r\""))
        .count();
  }

  /** Sends a record that the sink reports. */
  void sendRowWithoutKey() {
    byte[] row = client.read(ROWS, IsolationLevel.READ_COMMITTED).get(0).value();
    client.send(List.of(new ProducerRecord<>(ROWS, null, row)));
  }

  @Override
  public void close() {
    client.close();
  }
}
