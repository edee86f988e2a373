// SPDX-License-Identifier: Apache-2.0
/** What a task counts. */
package io.vecbridge.oceanbase.sink.metrics;
