// SPDX-License-Identifier: Apache-2.0
/**
 * Writing: a put becomes acknowledged upserts and deletes, refused records go their own way, and
 * failures decide when Connect tries again.
 */
package io.vecbridge.milvus.sink.write;
