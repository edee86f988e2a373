// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import io.vecbridge.harness.server.WorkerSettings;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the {@link Cluster} to tests as a parameter. It is started for the first test that asks,
 * shared by all classes of the JVM, and closed after the last: a test that kills or stops a server
 * starts it again. One that has crashed is started again for the next test.
 */
public final class ClusterExtension implements ParameterResolver {
  /**
   * The {@code @Order} of suites that kill servers again and again: a server that holds what a
   * hundred suites have left takes several times as long to come back.
   */
  public static final int WHILE_SERVERS_ARE_EMPTY = 1;

  private static final Namespace NAMESPACE = Namespace.create(ClusterExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cluster.class;
  }

  @Override
  public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Cluster cluster =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Cluster.class, key -> start(), Cluster.class);
    cluster.startEnded();
    return cluster;
  }

  private static Cluster start() {
    return Cluster.start(
        new ProcessProvisioning(),
        WorkerSettings.withPlugins(
            "milvus-source-connector",
            "oceanbase-sink-connector",
            "oceanbase-source-connector",
            "milvus-sink-connector"));
  }
}
