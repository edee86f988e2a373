// SPDX-License-Identifier: Apache-2.0
/** The options of vector indexes that both sinks have. */
package io.vecbridge.common.sink.index;
