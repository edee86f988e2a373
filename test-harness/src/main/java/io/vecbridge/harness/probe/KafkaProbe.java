// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.probe;

import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Whether a Kafka broker on this machine serves clients. */
public final class KafkaProbe {
  private static final int MILLIS = 2_000;

  private KafkaProbe() {}

  /** One quick look. */
  public static boolean answers(int port)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (TcpProbe.isClosed(port)) {
      return false;
    }
    Properties client = new Properties();
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, MILLIS);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MILLIS);
    try (Admin admin = Admin.create(client)) {
      return !admin.describeCluster().nodes().get(MILLIS, TimeUnit.MILLISECONDS).isEmpty();
    }
  }
}
