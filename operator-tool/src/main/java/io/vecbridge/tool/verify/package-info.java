// SPDX-License-Identifier: Apache-2.0
/** Compares all collections of a pair with their tables, and says what differs. */
package io.vecbridge.tool.verify;
