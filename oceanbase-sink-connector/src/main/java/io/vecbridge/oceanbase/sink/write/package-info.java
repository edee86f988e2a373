// SPDX-License-Identifier: Apache-2.0
/** Converted rows become the statements of one transaction for each put. */
package io.vecbridge.oceanbase.sink.write;
