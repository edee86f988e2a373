// SPDX-License-Identifier: Apache-2.0
/** What a task keeps in Connect's offsets, and the source block of its records. */
package io.vecbridge.milvus.source.offset;
