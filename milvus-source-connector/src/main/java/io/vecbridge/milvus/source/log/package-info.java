// SPDX-License-Identifier: Apache-2.0
/**
 * Milvus's change log: records are read from each physical channel in order and decoded. What a
 * record means for the rows is decided in {@code stream}.
 */
package io.vecbridge.milvus.source.log;
