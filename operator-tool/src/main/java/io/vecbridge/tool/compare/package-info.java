// SPDX-License-Identifier: Apache-2.0
/** Whether two rows are equal to the bit: they are if the sink would write the same for both. */
package io.vecbridge.tool.compare;
