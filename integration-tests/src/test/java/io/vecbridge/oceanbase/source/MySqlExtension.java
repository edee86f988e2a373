// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.MySqlServer;
import java.io.IOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the one MySQL server to tests that need a binlog. They are disabled, with the reason, where
 * the system lacks a library that MySQL's own archive doesn't have (libnuma).
 */
public final class MySqlExtension implements ParameterResolver, ExecutionCondition {
  private static final Namespace NAMESPACE = Namespace.create(MySqlExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return MySqlServer.missingLibrary()
        .map(reason -> ConditionEvaluationResult.disabled("MySQL can't be started: " + reason))
        .orElse(ConditionEvaluationResult.enabled("MySQL can be started"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MySqlServer.class;
  }

  @Override
  public MySqlServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class)
        .server();
  }

  private record Running(Workspace workspace, MySqlServer server) implements AutoCloseable {
    static Running start() {
      Workspace workspace = Workspace.create();
      MySqlServer server = new MySqlServer(workspace);
      server.start();
      return new Running(workspace, server);
    }

    @Override
    public void close() throws IOException {
      server.close();
      workspace.close();
    }
  }
}
