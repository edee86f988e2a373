// SPDX-License-Identifier: Apache-2.0
/** The connectors' own MBeans, beside those of Connect and Debezium. */
package io.vecbridge.common.metrics;
