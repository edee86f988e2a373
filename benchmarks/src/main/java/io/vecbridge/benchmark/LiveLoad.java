// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

/**
 * Changes of a collection that has {@link LiveWriter#ROWS} rows.
 *
 * @param upserts per second
 * @param perRequest upserts of one request
 * @param newKeyEvery each of how many upserts has a new key; 0 for none
 * @param deletesPerRequest how many rows a second request deletes after each of upserts
 */
record LiveLoad(
    int dimension, int upserts, int perRequest, int newKeyEvery, int deletesPerRequest) {
  int changesPerSecond() {
    return upserts + upserts / perRequest * deletesPerRequest;
  }
}
