// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.endtoend.ConnectorPair;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusAdmin;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.KafkaServer;
import io.vecbridge.harness.server.MilvusServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/security.md says: all four connectors with every connection encrypted and every user
 * having the documented privileges only: Milvus with client certificates and logins, its Kafka and
 * Connect's with SASL_SSL and ACLs, exactly-once on, OceanBase behind a proxy with TLS. No secret
 * shows anywhere.
 */
@ExtendWith(ClusterExtension.class)
class SecuredPipelineIT {
  private static final Duration SOON = ConnectorPair.SOON;
  private static final List<String> CONNECTORS =
      List.of("milvus-source", "oceanbase-sink", "oceanbase-source", "milvus-sink");
  private static final List<String> PLUGINS =
      CONNECTORS.stream().map(name -> name + "-connector").toList();

  @TempDir private static Path folder;

  @Test
  void theDocumentedPrivilegesAreEnoughOverTlsAndNoSecretShows(Cluster cluster) throws Exception {
    SecuredConfigs secured = new SecuredConfigs(folder);
    KafkaServer kafka = cluster.start(KafkaServer.secured(cluster.workspace(), secured.broker()));
    SecuredKafka topics = new SecuredKafka(kafka);
    topics.prepare();
    MilvusServer milvus =
        cluster.start(MilvusServer.secured(cluster.workspace(), kafka, "by-dev", secured.milvus()));
    ConnectWorker worker =
        cluster.start(
            new ConnectWorker(cluster.workspace(), kafka, secured.worker(kafka, PLUGINS)));
    int tenant = URI.create(cluster.oceanBase().jdbcUrl().substring("jdbc:".length())).getPort();
    ConnectRest connect = new ConnectRest(worker.rest());
    try (topics;
        MySqlTlsProxy proxy = secured.proxy(tenant);
        MilvusClient root =
            new MilvusClient(milvus.uri(), "default", "root:Milvus", secured.credentials());
        OceanBaseClient tables = new OceanBaseClient(cluster.oceanBase(), "target")) {
      createTables(tables);
      MilvusAdmin admin = new MilvusAdmin(root, "default");
      createMilvusUser(admin, "reader", "milvus-source-connector");
      createMilvusUser(admin, "writer", "milvus-sink-connector");
      root.create(
          new CollectionBuilder("rows").int64Key("id").vector("v", DataType.FloatVector, 2));
      root.insert("rows", row(1));

      connect.run("milvus-source", secured.milvusSource(milvus, kafka), SOON);
      connect.run("oceanbase-sink", secured.oceanBaseSink(proxy), SOON);
      connect.run("oceanbase-source", secured.oceanBaseSource(proxy), SOON);
      connect.run("milvus-sink", secured.milvusSink(milvus), SOON);
      root.insert("rows", row(2));
      root.delete("rows", "id", 1);
      Await.until(
          "the collection's rows are in the table",
          SOON,
          () -> tables.query("SELECT id FROM target.`rows`").equals(List.of("2")));
      tables.execute("INSERT INTO mydb.back VALUES (2, '[1,2]'), (3, '[3,4]')");
      tables.execute("DELETE FROM mydb.back WHERE id = 1");
      Await.until("the table's rows are in the collection", SOON, () -> root.count("back") == 2);
      topics.takeSnapshot();
      topics.sendRowWithoutKey();
      askTheTool(secured, worker, kafka);

      tables.execute("ALTER USER mover IDENTIFIED BY 'another'");
      connect.restart("oceanbase-sink");
      String trace = connect.awaitFailed("oceanbase-sink", SOON);
      assertThat(trace).contains("user name or password is wrong");
      Map<String, String> distrusting = secured.milvusSink(milvus);
      distrusting.put("name", "distrusting");
      distrusting.put("milvus.tls.ca.file", distrusting.get("milvus.tls.client.cert.file"));
      assertThat(connect.validate(distrusting.get("connector.class"), distrusting).toString())
          .contains("check milvus.uri, the TLS options");

      // Connect deletes the sink's group.
      connect.stop("milvus-sink", SOON);
      connect.deleteOffsets("milvus-sink");

      WorkerTexts texts = new WorkerTexts(connect);
      CONNECTORS.forEach(texts::addConnector);
      texts.addValidation(
          secured.milvusSink(milvus), "milvus.token", secured.reference("oceanbase.password"));
      texts.addWorker(worker);
      texts.assertWithout(SecuredConfigs.MARK);
    }
  }

  private static void askTheTool(SecuredConfigs secured, ConnectWorker worker, KafkaServer kafka)
      throws IOException {
    SecuredTool tool = new SecuredTool(folder, worker, kafka, secured.toolWithLog());
    Await.until(
        "the record is in the dead letter topic",
        SOON,
        () -> tool.run("dead-letters", "summary").contains("the record has no key"));
    String kept = "default.rows +target.rows +streaming .* 1 +[0-9.]+ (min|h|days)";
    assertThat(tool.run("status")).containsPattern(kept).doesNotContain("can't be", "isn't known");

    // The worker's reference to the source's user is none of the tool's.
    assertThat(new SecuredTool(folder, worker, kafka, secured.tool()).run("status"))
        .containsPattern("default.rows +target.rows +streaming ")
        .contains("For how long the log is kept isn't known: Kafka at")
        .doesNotContain(SecuredConfigs.MARK);
  }

  private static void createMilvusUser(MilvusAdmin admin, String user, String page)
      throws IOException {
    admin.createUser(user, SecuredConfigs.MILVUS_PASSWORD);
    DocumentedPrivileges.inMilvus(page)
        .forEach(
            (object, privileges) ->
                privileges.forEach(privilege -> admin.grant(user, object, privilege)));
  }

  private static void createTables(OceanBaseClient root) throws Exception {
    for (String statement :
        List.of(
            "DROP USER IF EXISTS mover",
            "DROP USER IF EXISTS vecbridge",
            "DROP DATABASE IF EXISTS mydb",
            "CREATE DATABASE mydb",
            "CREATE TABLE mydb.back (id BIGINT PRIMARY KEY, v VECTOR(2))",
            "INSERT INTO mydb.back VALUES (1, '[0,1]')")) {
      root.execute(statement);
    }
    for (String page : List.of("oceanbase-sink-connector", "oceanbase-source-connector")) {
      for (String statement :
          DocumentedPrivileges.inOceanBase(page, SecuredConfigs.OCEANBASE_PASSWORD)) {
        // A kernel without a binlog has no such privilege.
        if (!statement.contains("REPLICATION")) {
          root.execute(statement);
        }
      }
    }
  }

  private static Columns row(long id) {
    return new Columns(1).int64("id", id).floatVector("v", 2, id, 1f);
  }
}
