// SPDX-License-Identifier: Apache-2.0
/**
 * Encrypted connections, users with the documented privileges only, and secrets that stay secret.
 */
package io.vecbridge.security;
