/**
 * From events to what is to be written: each change is converted for its table, then the last
 * change of each key wins. No I/O.
 */
package io.vecbridge.oceanbase.sink.batch;
