// SPDX-License-Identifier: Apache-2.0
/** The source's own MBean, which shows the tables that can't be captured. */
package io.vecbridge.oceanbase.source.metrics;
