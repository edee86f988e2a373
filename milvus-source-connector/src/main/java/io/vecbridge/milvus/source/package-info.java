// SPDX-License-Identifier: Apache-2.0
/**
 * The Milvus source connector and its task, as Kafka Connect starts and stops them.
 *
 * <p>A {@code capture} discovers {@code collection}s and reads their changes from the {@code log}.
 * The {@code stream} orders these, and the {@code snapshot} reads what the collection holds. Both
 * are batches of rows ({@code row}), become structs ({@code schema}, {@code type}) and are emitted
 * with the {@code offset} that they reach.
 */
package io.vecbridge.milvus.source;
