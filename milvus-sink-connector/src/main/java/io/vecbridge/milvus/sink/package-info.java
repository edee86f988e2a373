// SPDX-License-Identifier: Apache-2.0
/**
 * The sink that writes into Milvus. A record that {@code io.vecbridge.common.sink.event} has read
 * goes through the packages collection, which finds or creates its collection, row and type, which
 * convert it, and write.
 */
package io.vecbridge.milvus.sink;
