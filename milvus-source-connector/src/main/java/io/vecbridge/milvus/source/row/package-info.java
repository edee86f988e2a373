// SPDX-License-Identifier: Apache-2.0
/**
 * Batches of rows as Milvus sends them, by columns: an insert of the log, a page of a query. Both
 * are read in the same way, field by field of the collection as it was described.
 */
package io.vecbridge.milvus.source.row;
