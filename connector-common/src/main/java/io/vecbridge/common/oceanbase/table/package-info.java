/**
 * The catalogue of a tenant: tables, columns, keys and partitions as information_schema describes
 * them. Reading it needs no privilege but SELECT on the tables themselves.
 */
package io.vecbridge.common.oceanbase.table;
