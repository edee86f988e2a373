// SPDX-License-Identifier: Apache-2.0
/**
 * What each Milvus type is on the wire: one row per type, in one table ({@link
 * io.vecbridge.milvus.source.type.FieldTypes}), looked up when a collection is loaded.
 */
package io.vecbridge.milvus.source.type;
