// SPDX-License-Identifier: Apache-2.0
/**
 * The task's loop: collections are discovered and opened, the log is read for all of them, and each
 * one's changes are emitted in order with the pages of its snapshot between them.
 */
package io.vecbridge.milvus.source.capture;
