// SPDX-License-Identifier: Apache-2.0
/** The options and rules that both sinks have. */
package io.vecbridge.common.sink.config;
