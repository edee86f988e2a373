// SPDX-License-Identifier: Apache-2.0
/** From a change or a snapshot's row to a record in the queue that {@code poll} empties. */
package io.vecbridge.milvus.source.emit;
