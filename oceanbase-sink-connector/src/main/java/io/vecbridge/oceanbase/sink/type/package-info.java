/**
 * What a column accepts: one class per type of the target, listed in {@link
 * io.vecbridge.oceanbase.sink.type.ColumnTypes}. A value is converted by its target column,
 * whatever Connect shape it arrives in, or refused with a reason that does not repeat it.
 *
 * <p>Converted values are of five classes: Long, Double, BigDecimal, String and byte[].
 */
package io.vecbridge.oceanbase.sink.type;
