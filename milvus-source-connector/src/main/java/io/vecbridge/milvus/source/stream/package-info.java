// SPDX-License-Identifier: Apache-2.0
/**
 * Turns the log's messages into the changes of each virtual channel: in the order of their
 * timestamps, once a tick shows that they are complete, an upsert as one change, each with the
 * position to resume from.
 */
package io.vecbridge.milvus.source.stream;
