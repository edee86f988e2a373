// SPDX-License-Identifier: Apache-2.0
/** The commands, their options and exit codes. */
package io.vecbridge.tool.command;
