// SPDX-License-Identifier: Apache-2.0
/** The two connectors of one direction: which collections and tables belong together, and how. */
package io.vecbridge.tool.pair;
