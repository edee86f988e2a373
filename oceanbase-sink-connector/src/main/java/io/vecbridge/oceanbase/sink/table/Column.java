// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.oceanbase.sink.type.ColumnType;

/**
 * A column of a table that exists.
 *
 * @param typeText the type as information_schema writes it, for messages
 * @param collation null for columns without text
 * @param generated whether the server computes its values
 */
public record Column(
    String name, ColumnType type, String typeText, String collation, boolean generated) {}
