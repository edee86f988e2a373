// SPDX-License-Identifier: Apache-2.0
/** Makes a target equal to its source again, row by row, by the sink's own task. */
package io.vecbridge.tool.repair;
