// SPDX-License-Identifier: Apache-2.0
/**
 * The sink that writes into Milvus. A record's way goes through the packages of its module in the
 * order event (of connector-common), collection, type, batch and write.
 */
package io.vecbridge.milvus.sink;
