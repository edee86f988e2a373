// SPDX-License-Identifier: Apache-2.0
/**
 * The wire format of each column type, and how its values are read exactly: all types are rows of
 * one table ({@link io.vecbridge.oceanbase.source.type.ColumnTypes}), which is looked up when a
 * table is loaded.
 */
package io.vecbridge.oceanbase.source.type;
