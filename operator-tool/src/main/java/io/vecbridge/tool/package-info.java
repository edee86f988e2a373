// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code vecbridge}: works beside any Connect cluster, over its REST interface and the
 * two databases, and reads the connectors' own configurations.
 */
package io.vecbridge.tool;
