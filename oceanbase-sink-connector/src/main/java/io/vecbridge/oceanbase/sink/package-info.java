// SPDX-License-Identifier: Apache-2.0
/**
 * Kafka Connect sink for MySQL-compatible tenants of OceanBase. A record that {@code
 * io.vecbridge.common.sink.event} has read goes through the packages table, which finds or creates
 * its table, row and type, which convert it, and write.
 */
package io.vecbridge.oceanbase.sink;
