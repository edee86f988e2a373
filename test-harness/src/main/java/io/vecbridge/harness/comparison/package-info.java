// SPDX-License-Identifier: Apache-2.0
/** Compares every value of a collection with those of its table. */
package io.vecbridge.harness.comparison;
