/** The binlog over MySQL's protocol: the connection, and from its bytes to row events. */
package io.vecbridge.oceanbase.source.event;
