// SPDX-License-Identifier: Apache-2.0
/** The connectors' own MBeans, in addition to those of Connect and Debezium. */
package io.vecbridge.common.metrics;
