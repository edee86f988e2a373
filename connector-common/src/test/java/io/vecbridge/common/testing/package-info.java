// SPDX-License-Identifier: Apache-2.0
/**
 * Stands in for a Connect worker in the tests of all modules, and makes and reads their records.
 */
package io.vecbridge.common.testing;
