// SPDX-License-Identifier: Apache-2.0
/**
 * What a task keeps in Connect's offsets: the source partition of a collection or table, and its
 * offset.
 */
package io.vecbridge.common.source.offset;
