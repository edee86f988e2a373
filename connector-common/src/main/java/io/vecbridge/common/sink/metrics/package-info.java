/** What a task counts, and how it is read over JMX. */
package io.vecbridge.common.sink.metrics;
