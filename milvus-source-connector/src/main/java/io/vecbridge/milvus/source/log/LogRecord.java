// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

/**
 * One record of a physical channel, not decoded.
 *
 * @param position its place in the channel: with Kafka the offset in the topic's partition 0
 * @param timestamp milliseconds since 1970 when it was written to the channel
 * @param streamingFormat whether Milvus 2.6's streaming service wrote it, whose format is another
 * @param value one protobuf message
 */
public record LogRecord(
    String pchannel, long position, long timestamp, boolean streamingFormat, byte[] value) {}
