// SPDX-License-Identifier: Apache-2.0
/**
 * What the connectors cost, as ratios: a connector's task against a bare loop that moves the same
 * rows in the same run. Started by {@code bin/benchmark}; a build runs none of them, except the
 * million rows of {@code -Dtests.excluded=none}.
 */
package io.vecbridge.benchmark;
