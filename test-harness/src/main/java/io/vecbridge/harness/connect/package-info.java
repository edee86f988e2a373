// SPDX-License-Identifier: Apache-2.0
/**
 * The REST interface of a Connect worker, and how to wait until connectors have nothing left to do.
 */
package io.vecbridge.harness.connect;
