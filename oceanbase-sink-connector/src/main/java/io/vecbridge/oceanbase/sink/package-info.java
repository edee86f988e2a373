/**
 * Kafka Connect sink for MySQL-compatible tenants of OceanBase. A record goes through the packages
 * event, table, type, batch and write, in this order.
 */
package io.vecbridge.oceanbase.sink;
