// SPDX-License-Identifier: Apache-2.0
/**
 * Rows on their way: events become converted changes of one collection, and within a put the last
 * change of each key wins. No I/O.
 */
package io.vecbridge.milvus.sink.batch;
