/** What a task counts. */
package io.vecbridge.oceanbase.sink.metrics;
