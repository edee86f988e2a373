// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import org.apache.kafka.connect.data.Schema;

/**
 * A column as the source describes it.
 *
 * @param type the source's type name without length, such as {@code FLOAT_VECTOR}; null if unknown
 * @param length dimension, or most bytes of a text; 0 if unknown
 * @param scale the most elements of an array; 0 if unknown
 * @param optional whether it may be null
 * @param schema the Connect schema of its values; null in schema change events
 * @param comment empty if there is none
 */
public record SourceColumn(
    String name,
    String type,
    int length,
    int scale,
    boolean optional,
    Schema schema,
    boolean autoId,
    String comment) {}
