// SPDX-License-Identifier: Apache-2.0
/** The records that a sink could not write. */
package io.vecbridge.tool.deadletter;
