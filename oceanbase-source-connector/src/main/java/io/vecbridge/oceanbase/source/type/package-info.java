/**
 * The wire format of each column type, and how its values are read exactly: one class per type, in
 * one table ({@link io.vecbridge.oceanbase.source.type.ColumnTypes}), looked up when a table is
 * loaded.
 */
package io.vecbridge.oceanbase.source.type;
