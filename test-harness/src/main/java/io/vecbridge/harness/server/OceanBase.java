// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

/** An OceanBase server with a MySQL-compatible tenant. */
public interface OceanBase extends Server {
  /** {@code jdbc:mysql://127.0.0.1:2881/}, without a database. */
  String jdbcUrl();

  /** A user with all privileges in the tenant. */
  String username();

  String password();
}
