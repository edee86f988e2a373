/** From a row to a record in the queue that {@code poll} empties. */
package io.vecbridge.oceanbase.source.emit;
