// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import java.time.Instant;

/**
 * A time of a source database.
 *
 * @param value a timestamp of Milvus, or an SCN of OceanBase
 * @param at the same as a time of day
 */
public record SourceTime(long value, Instant at) {}
