// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.server.ConnectVersion;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("slow")
@ExtendWith(ClusterExtension.class)
class ConnectWorkerIT {
  private static final String[] PLUGINS = {
    "io.vecbridge.milvus.source.MilvusSourceConnector",
    "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector"
  };

  @Test
  void theWorkerFindsOurPluginsAgainAfterAKill(Cluster cluster) {
    URI address = cluster.worker().rest();
    assertThat(cluster.connect().plugins().toString()).contains(PLUGINS);

    cluster.worker().kill();
    cluster.worker().start();

    assertThat(cluster.worker().rest()).isEqualTo(address);
    assertThat(cluster.connect().plugins().toString()).contains(PLUGINS);
  }

  @Test
  void theOldestSupportedWorkerFindsOurPluginsAndServesJmx(Cluster cluster) throws IOException {
    WorkerSettings settings =
        WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
            .version(ConnectVersion.OLDEST)
            .group("oldest")
            .heapMegabytes(512)
            .exactlyOnceSource()
            .withJmx();
    try (ConnectWorker worker = cluster.startWorker(settings)) {
      assertThat(new ConnectRest(worker.rest()).plugins().toString())
          .contains(PLUGINS)
          .contains("\"3.9.1\"");
      try (JMXConnector jmx = worker.jmx()) {
        assertThat(jmx.getMBeanServerConnection().getDomains()).contains("kafka.connect");
      }
    }
  }

  @Test
  void aConnectorThatIsChangedRunsWithItsNewConfigurationAtOnce(Cluster cluster) {
    ConnectRest connect = cluster.connect();
    for (int tasks : new int[] {2, 3, 1, 3, 2}) {
      connect.run("changed", sink(cluster, tasks), Duration.ofSeconds(60));

      assertThat(connect.tasks("changed"))
          .hasSize(tasks)
          .allMatch(task -> task.at("/config/tasks.max").asInt() == tasks);
    }
    connect.delete("changed");
  }

  private static Map<String, String> sink(Cluster cluster, int tasks) {
    return Map.of(
        "connector.class", "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector",
        "topics.regex", "changed\\..*",
        "tasks.max", Integer.toString(tasks),
        "connection.url", cluster.oceanBase().jdbcUrl(),
        "connection.username", cluster.oceanBase().username(),
        "connection.password", cluster.oceanBase().password());
  }

  @Test
  void whatTheWorkerRefusesIsToldInItsOwnWords(Cluster cluster) {
    Map<String, String> config = Map.of("connector.class", "no.such.Connector");

    assertThatThrownBy(() -> cluster.connect().put("unknown", config))
        .isInstanceOf(ConnectRefusal.class)
        .hasMessageContaining("no.such.Connector");
  }
}
