// SPDX-License-Identifier: Apache-2.0
/** Converted rows become upserts and deletes that Milvus has acknowledged. */
package io.vecbridge.milvus.sink.write;
