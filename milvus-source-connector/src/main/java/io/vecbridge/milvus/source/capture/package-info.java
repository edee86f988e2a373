// SPDX-License-Identifier: Apache-2.0
/**
 * The task's one loop: collections are found and shared out, their changes released and their
 * snapshots read into the stream, in that order.
 */
package io.vecbridge.milvus.source.capture;
