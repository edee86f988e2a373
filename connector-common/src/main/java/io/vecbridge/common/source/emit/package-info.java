// SPDX-License-Identifier: Apache-2.0
/**
 * A record's way into the framework's queue: envelope, schema change events, heartbeats and
 * metrics.
 */
package io.vecbridge.common.source.emit;
