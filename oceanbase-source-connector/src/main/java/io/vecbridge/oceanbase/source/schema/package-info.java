/** A captured table on the wire: the schemas of its keys and rows, and how a row is read. */
package io.vecbridge.oceanbase.source.schema;
