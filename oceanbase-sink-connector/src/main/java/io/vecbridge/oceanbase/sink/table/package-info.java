/**
 * The target's tables: named, read from information_schema, created and extended if that is
 * allowed, and checked before their first row.
 */
package io.vecbridge.oceanbase.sink.table;
