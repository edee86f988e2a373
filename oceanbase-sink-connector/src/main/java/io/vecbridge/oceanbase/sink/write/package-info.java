/**
 * Writes a put in one transaction, finds the records that the server refuses, and decides with
 * Connect when to go on.
 */
package io.vecbridge.oceanbase.sink.write;
