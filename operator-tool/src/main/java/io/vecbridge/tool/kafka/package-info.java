// SPDX-License-Identifier: Apache-2.0
/** The Kafka cluster of Connect: topics, their ends, and what a sink has read of them. */
package io.vecbridge.tool.kafka;
