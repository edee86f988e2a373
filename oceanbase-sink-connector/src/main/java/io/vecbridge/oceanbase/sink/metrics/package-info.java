/** What a task counts, and how it is read over JMX. */
package io.vecbridge.oceanbase.sink.metrics;
