/**
 * What each column type is on the wire and how its values are read exactly: one class per type, in
 * one table ({@link io.vecbridge.oceanbase.source.type.ColumnTypes}), looked up when a table is
 * loaded.
 */
package io.vecbridge.oceanbase.source.type;
