// SPDX-License-Identifier: Apache-2.0
/**
 * Rows of both systems, read by the connectors' own classes and in the order of the collection's
 * primary key.
 */
package io.vecbridge.tool.row;
