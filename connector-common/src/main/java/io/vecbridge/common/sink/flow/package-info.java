// SPDX-License-Identifier: Apache-2.0
/**
 * Controls the pace of a sink: rate limits, retries, and reporting of records that can't be
 * written.
 */
package io.vecbridge.common.sink.flow;
