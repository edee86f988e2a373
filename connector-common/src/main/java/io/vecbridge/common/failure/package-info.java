// SPDX-License-Identifier: Apache-2.0
/** The three classes of failure that all connectors share. */
package io.vecbridge.common.failure;
