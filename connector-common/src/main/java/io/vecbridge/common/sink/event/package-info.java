/**
 * Reads each sink record once into an immutable event, whether it is a Debezium envelope, a
 * flattened row, a tombstone or a schema change event, with or without schema.
 */
package io.vecbridge.common.sink.event;
