// SPDX-License-Identifier: Apache-2.0
/**
 * The REST interface of a Connect worker, how to wait until connectors have nothing left to do, and
 * a registry for converters that keep schemas elsewhere.
 */
package io.vecbridge.harness.connect;
