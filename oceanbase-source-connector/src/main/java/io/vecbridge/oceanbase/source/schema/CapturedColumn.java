// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.vecbridge.oceanbase.source.table.ColumnDefinition;
import io.vecbridge.oceanbase.source.type.ColumnType;

/**
 * A column that is captured.
 *
 * @param field the field's name in records, adjusted where {@code field.name.adjustment.mode} says
 */
public record CapturedColumn(ColumnDefinition definition, ColumnType type, String field) {}
