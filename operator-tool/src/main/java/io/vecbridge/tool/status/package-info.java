// SPDX-License-Identifier: Apache-2.0
/** What the connectors do at present. */
package io.vecbridge.tool.status;
