// SPDX-License-Identifier: Apache-2.0
/** How all connectors declare, read and validate their options. */
package io.vecbridge.common.config;
