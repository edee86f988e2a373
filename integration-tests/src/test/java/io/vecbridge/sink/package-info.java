// SPDX-License-Identifier: Apache-2.0
/** Drives a sink's task without a worker, for the suites of both sinks. */
package io.vecbridge.sink;
