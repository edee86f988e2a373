// SPDX-License-Identifier: Apache-2.0
/**
 * When a sink goes on: rate limits, retries, and the hand-over of records that can't be written.
 */
package io.vecbridge.common.sink.flow;
