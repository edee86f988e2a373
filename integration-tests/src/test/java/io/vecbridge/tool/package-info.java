// SPDX-License-Identifier: Apache-2.0
/** The operator's tool on real servers. */
package io.vecbridge.tool;
