// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

/**
 * The primary key of a collection.
 *
 * @param column the table's column for it
 * @param autoId whether Milvus generates it
 * @param widerInTarget whether the table's key has further columns
 */
public record SourceKey(String column, boolean autoId, boolean widerInTarget) {}
