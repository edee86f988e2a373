// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

/**
 * A virtual channel: one shard of one collection, written to one physical channel that other
 * collections share.
 *
 * @param name such as {@code by-dev-rootcoord-dml_0_449282886501507477v0}
 * @param pchannel the physical channel, which with Kafka is the topic that has the log in its
 *     partition 0
 */
public record Vchannel(String name, String pchannel) {}
