// SPDX-License-Identifier: Apache-2.0
/** The rules, alerts and dashboard of {@code config/monitoring}, against the beans of the code. */
package io.vecbridge.monitoring;
