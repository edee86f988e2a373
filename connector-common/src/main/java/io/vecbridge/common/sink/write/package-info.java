// SPDX-License-Identifier: Apache-2.0
/**
 * The engine of every sink: a put becomes committed rows of its targets, refused records are
 * reported, and failures decide when Connect tries again. A target system supplies finding,
 * creating, converting and writing.
 */
package io.vecbridge.common.sink.write;
