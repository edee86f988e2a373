// SPDX-License-Identifier: Apache-2.0
/**
 * Surrounds the writing of a put: which of its records are written now, at what pace, what becomes
 * of those that can't be (they are reported, wait, or hold up their partition), when it is tried
 * again, and which offsets can be committed.
 */
package io.vecbridge.common.sink.flow;
