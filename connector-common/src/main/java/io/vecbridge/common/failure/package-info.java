// SPDX-License-Identifier: Apache-2.0
/**
 * A request that a system did not carry out, and what is to be done about it, for all connectors.
 */
package io.vecbridge.common.failure;
