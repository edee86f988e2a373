// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.milvus.shaded.io.grpc.ChannelCredentials;
import io.milvus.shaded.io.grpc.TlsChannelCredentials;
import io.vecbridge.common.testing.CertificateAuthority;
import io.vecbridge.common.testing.CertificateAuthority.Issued;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusAdmin;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.comparison.Comparison;
import io.vecbridge.harness.server.MilvusServer;
import io.vecbridge.security.DocumentedPrivileges;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users who have the documented privileges and no other bring everything over, from a Milvus with
 * TLS; without one of them, or with another password, the operator is told.
 */
@ExtendWith(ClusterExtension.class)
class AuthorizationIT {
  private static final String NAME = "authorized";
  private static final String USER = "mover";
  private static final String PASSWORD = "mover1";

  @TempDir private Path folder;

  @Test
  void theDocumentedPrivilegesAreEnoughAndAllOfThemAreNeeded(Cluster cluster) throws Exception {
    CertificateAuthority authority = new CertificateAuthority(folder, "authority");
    Issued issued = authority.issue("milvus");
    MilvusServer.Tls tls =
        new MilvusServer.Tls(authority.certificate(), issued.certificate(), issued.key(), false);
    ChannelCredentials trust =
        TlsChannelCredentials.newBuilder().trustManager(authority.certificate().toFile()).build();
    MilvusServer server =
        cluster.start(MilvusServer.secured(cluster.workspace(), cluster.kafka(), NAME, tls));
    try (ForwardPair pair = new ForwardPair(cluster, NAME);
        MilvusClient root = new MilvusClient(server.uri(), "default", "root:Milvus", trust)) {
      root.create(
          new CollectionBuilder("rows").int64Key("id").vector("v", DataType.FloatVector, 2));
      root.insert("rows", row(1));
      MilvusAdmin admin = new MilvusAdmin(root, "default");
      admin.createUser(USER, PASSWORD);
      oceanBaseUser(pair.oceanBase());
      Map<String, String> source =
          Map.of(
              "milvus.uri",
              server.uri(),
              "milvus.tls.ca.file",
              authority.certificate().toString(),
              "milvus.token",
              USER + ":" + PASSWORD,
              "database.include.list",
              "default");
      Map<String, String> sink =
          Map.of(
              "connection.username", USER,
              "connection.password", PASSWORD,
              "table.name.format", NAME + ".${collection}");

      Map<String, String> config = pair.sourceConfig(source);
      Validation.of(cluster.connect(), config, "milvus.token", "root:wrong")
          .finds("milvus.token", "check milvus.token");
      Validation.of(cluster.connect(), config, "milvus.token", "")
          .finds("milvus.token", "check milvus.token");
      Validation.of(cluster.connect(), config)
          .finds("milvus.token", "grant its user the privilege");
      DocumentedPrivileges.inMilvus("milvus-source-connector")
          .forEach(
              (object, privileges) ->
                  privileges.forEach(privilege -> admin.grant(USER, object, privilege)));
      Validation.of(cluster.connect(), config).isSound();
      admin.revoke(USER, "Collection", "Query");
      Validation.of(cluster.connect(), config)
          .finds("milvus.token", "query", "grant its user the privilege");
      admin.grant(USER, "Collection", "Query");

      pair.startSource(source);
      pair.startSink(sink);
      root.insert("rows", row(2));
      root.delete("rows", "id", 1);
      new Comparison(root, "rows", pair.oceanBase(), "rows").awaitSame(ForwardPair.SOON);
      assertThat(pair.oceanBase().query("SELECT id FROM `rows`")).containsExactly("2");

      admin.changePassword(USER, PASSWORD, "another1");
      assertThat(cluster.connect().awaitFailed(pair.sourceName(), ForwardPair.SOON))
          .contains("check milvus.token");
      pair.oceanBase().execute("ALTER USER " + USER + " IDENTIFIED BY 'another1'");
      cluster.connect().restart(pair.sinkName());
      cluster.connect().stop(pair.sourceName(), ForwardPair.SOON);
      pair.configureSource(with(source, "milvus.token", USER + ":another1"));
      cluster.connect().resume(pair.sourceName());
      root.insert("rows", row(3));
      assertThat(cluster.connect().awaitFailed(pair.sinkName(), ForwardPair.SOON))
          .contains("user name or password is wrong");
      cluster.connect().stop(pair.sinkName(), ForwardPair.SOON);
      pair.configureSink(with(sink, "connection.password", "another1"));
      cluster.connect().resume(pair.sinkName());
      new Comparison(root, "rows", pair.oceanBase(), "rows").awaitSame(ForwardPair.SOON);
    } finally {
      server.close();
    }
  }

  private static void oceanBaseUser(OceanBaseClient root) throws SQLException {
    root.execute("DROP USER IF EXISTS " + USER);
    root.execute("CREATE USER " + USER + " IDENTIFIED BY '" + PASSWORD + "'");
    root.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON " + NAME + ".* TO " + USER);
  }

  private static Map<String, String> with(Map<String, String> options, String key, String value) {
    Map<String, String> all = new HashMap<>(options);
    all.put(key, value);
    return all;
  }

  private static Columns row(long id) {
    return new Columns(1).int64("id", id).floatVector("v", 2, id, 1f);
  }
}
