/**
 * Access to a MySQL-compatible tenant of OceanBase: connection settings, connections, what the
 * server can do, and what its errors mean. The only package that names the JDBC driver.
 */
package io.vecbridge.common.oceanbase;
