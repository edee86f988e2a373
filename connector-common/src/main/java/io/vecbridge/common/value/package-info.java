// SPDX-License-Identifier: Apache-2.0
/**
 * Reads Connect values of any reasonable shape exactly: what a target can't hold is an {@link
 * io.vecbridge.common.value.UnfitValueException} with the reason, never the value. A source's rows
 * are structs that are validated once.
 */
package io.vecbridge.common.value;
