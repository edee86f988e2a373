// SPDX-License-Identifier: Apache-2.0
/**
 * The OceanBase source connector: tables of a MySQL-compatible tenant into Kafka topics.
 *
 * <p>A task captures by {@code poll} or by {@code binlog}, which reads the binlog's {@code event}s.
 * Rows are read in pages ({@code page}), become structs ({@code schema}, {@code type}) and are
 * emitted with the {@code offset} that they reach.
 */
package io.vecbridge.oceanbase.source;
