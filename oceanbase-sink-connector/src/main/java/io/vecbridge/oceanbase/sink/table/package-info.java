/**
 * The target's tables: named, read from information_schema, made and widened where that is allowed,
 * and checked before their first row.
 */
package io.vecbridge.oceanbase.sink.table;
