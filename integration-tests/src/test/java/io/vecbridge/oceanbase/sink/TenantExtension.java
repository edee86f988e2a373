// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.harness.ClusterExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a {@link Tenant} to tests that need no other server: that of the cluster, or one that is
 * already there, such as an older kernel: {@code
 * -Dvecbridge.oceanbase.url=jdbc:mysql://host:port/}, with {@code .username} and {@code .password}.
 */
public final class TenantExtension implements ParameterResolver {
  private static final String GIVEN = "vecbridge.oceanbase.";

  private final ClusterExtension clusters = new ClusterExtension();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Tenant.class;
  }

  @Override
  public Tenant resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String url = System.getProperty(GIVEN + "url", "");
    return url.isEmpty()
        ? Tenant.of(clusters.resolveParameter(parameter, context).oceanBase())
        : new Tenant(
            url,
            System.getProperty(GIVEN + "username", "root"),
            System.getProperty(GIVEN + "password", ""));
  }
}
