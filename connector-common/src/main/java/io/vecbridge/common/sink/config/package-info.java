// SPDX-License-Identifier: Apache-2.0
/** Keys and rules that all sinks have. */
package io.vecbridge.common.sink.config;
