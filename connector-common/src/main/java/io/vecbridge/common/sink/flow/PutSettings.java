// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.RetryConfig;
import java.time.Duration;

/**
 * The rules of all puts of a task.
 *
 * @param tolerated whether {@code errors.tolerance=all}
 */
public record PutSettings(
    RateLimits limits,
    RetryConfig retry,
    Duration putTimeout,
    boolean tolerated,
    ObjectFailureMode objectFailures) {}
