// SPDX-License-Identifier: Apache-2.0
/**
 * The wire format of each Milvus type: one row per type, in one table ({@link
 * io.vecbridge.milvus.source.type.FieldTypes}), looked up when a collection is loaded.
 */
package io.vecbridge.milvus.source.type;
