// SPDX-License-Identifier: Apache-2.0
/** The version that all connectors report. */
package io.vecbridge.common;
