// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

/**
 * A ratio that is looked at.
 *
 * @param subject index of the contender in question
 * @param baseline index of the contender that it is measured against
 * @param ratio the least ratio that is wanted; 0 if none was set
 */
record Target(int subject, int baseline, double ratio) {}
