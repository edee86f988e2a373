// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.Cluster;
import java.net.URI;

/** What a reader can type while everything is kept running. */
record LookAround(Screen screen, Cluster cluster, Connectors connectors) {

  void print() {
    URI oceanBase = URI.create(cluster.oceanBase().jdbcUrl().substring("jdbc:".length()));
    String mysql =
        "mysql -h%s -P%d -u%s default"
            .formatted(oceanBase.getHost(), oceanBase.getPort(), cluster.oceanBase().username());
    String milvus = cluster.milvus().uri();
    String rest = connectors.rest().toString();
    screen.gap();
    screen.say(
        screen.bold("Everything keeps running until Ctrl-C. Look around from another terminal:"));
    screen.gap();
    heading("OceanBase");
    command(mysql + " -e 'SHOW CREATE TABLE products\\G'");
    command(mysql + " -e 'SELECT id, category, title, price FROM products LIMIT 5'");
    heading("Milvus (" + milvus + ")");
    command(
        "curl -s "
            + milvus
            + "/v1/vector/query -H 'Content-Type: application/json' \\\n"
            + "         -d '{\"collectionName\": \"products\", \"filter\": \"id == 100007\","
            + " \"outputFields\": [\"title\", \"price\"]}'");
    heading("Kafka Connect");
    command("curl -s '" + rest + "?expand=status'");
    command("curl -s " + rest + "/oceanbase-sink-reverse/offsets");
    heading("Kafka");
    command("bootstrap server " + cluster.kafka().bootstrapServers());
    heading("Logs");
    Cleanup.folders().forEach(folder -> command("ls " + folder + "/*.log"));
  }

  private void heading(String text) {
    screen.line(screen.dim(text));
  }

  private void command(String text) {
    screen.line("  " + text);
  }
}
