// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

/**
 * A row in one of its editions. The same edition of the same row always has the same values, on
 * every machine.
 *
 * @param number which row of its collection, from 0
 * @param revision 0 as first inserted, one more with each upsert
 */
record Edition(int number, int revision) {}
