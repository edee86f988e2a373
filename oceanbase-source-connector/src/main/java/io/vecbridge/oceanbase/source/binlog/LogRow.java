// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import java.util.List;

/**
 * A row of an event.
 *
 * @param values as {@code RowSchema} has them; also null for what is rounded in the log
 * @param rounded whether there are such values, so that the row has to be read again
 * @param cursor the row key if the row has to be read again; otherwise null
 */
record LogRow(Object[] values, boolean rounded, List<Object> cursor) {}
