// SPDX-License-Identifier: Apache-2.0
/** The source's own MBean: its tables, their positions, and what can't be captured. */
package io.vecbridge.oceanbase.source.metrics;
