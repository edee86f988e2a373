// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

/**
 * The primary key of a collection.
 *
 * @param autoId whether Milvus generates it
 * @param widerInTarget whether the table's key has further columns
 */
public record SourceKey(String name, boolean autoId, boolean widerInTarget) {}
