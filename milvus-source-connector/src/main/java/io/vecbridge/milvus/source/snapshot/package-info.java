// SPDX-License-Identifier: Apache-2.0
/** Reads the rows that a collection holds, page by page in the order of the primary key. */
package io.vecbridge.milvus.source.snapshot;
