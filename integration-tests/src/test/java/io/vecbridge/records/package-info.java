// SPDX-License-Identifier: Apache-2.0
/**
 * Carries records from a producer to a sink as a worker does: transformed by the classes of Connect
 * and Debezium, converted to bytes and back by real converters.
 */
package io.vecbridge.records;
