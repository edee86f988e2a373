// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.debezium.relational.TableId;
import io.milvus.grpc.CollectionSchema;
import io.vecbridge.common.wire.DeclaredIndex;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A collection as it was described by Milvus.
 *
 * @param id the collection's identity: a collection that is dropped and created again under its
 *     name has another id
 * @param createdTimestamp the timestamp (TSO) of its creation
 */
public record MilvusCollection(
    String database,
    String name,
    long id,
    List<Vchannel> channels,
    long createdTimestamp,
    CollectionDefinition definition) {
  /**
   * A virtual channel: one shard of one collection, written to one physical channel that other
   * collections share.
   *
   * @param name such as {@code by-dev-rootcoord-dml_0_449282886501507477v0}
   * @param pchannel the physical channel, which with Kafka is the topic that has the log in its
   *     partition 0
   */
  public record Vchannel(String name, String pchannel) {}

  public MilvusCollection {
    channels = List.copyOf(channels);
  }

  public String description() {
    return definition.description();
  }

  public List<MilvusField> fields() {
    return definition.fields();
  }

  public int partitions() {
    return definition.partitions();
  }

  public Map<String, DeclaredIndex> indexes() {
    return definition.indexes();
  }

  public long ttlSeconds() {
    return definition.ttlSeconds();
  }

  /** The same collection with other indexes. */
  public MilvusCollection withIndexes(Map<String, DeclaredIndex> others) {
    return with(definition.withIndexes(others));
  }

  /** The same collection with some of its fields. */
  public MilvusCollection withFields(List<MilvusField> some) {
    return with(definition.withFields(some));
  }

  private MilvusCollection with(CollectionDefinition other) {
    return new MilvusCollection(database, name, id, channels, createdTimestamp, other);
  }

  /** The same collection under another name, such as the one that it is listed with. */
  public MilvusCollection named(TableId other) {
    return new MilvusCollection(
        other.catalog(), other.table(), id, channels, createdTimestamp, definition);
  }

  /** The same collection for a reader that doesn't follow its log. */
  public MilvusCollection withoutChannels() {
    return new MilvusCollection(database, name, id, List.of(), createdTimestamp, definition);
  }

  /**
   * The collection after a change of its schema in the log. A description can be newer than the
   * change: what only the description has stays, and no field becomes shorter.
   *
   * @param schema the schema after the change
   * @param dropping ids of fields that the rows of some channels no longer have
   * @param dropped ids of fields that no row has any more
   */
  public MilvusCollection alteredBy(
      CollectionSchema schema, Set<Long> dropping, Set<Long> dropped) {
    return withFields(
        AlteredFields.of(fields(), CollectionDescription.fields(schema), dropping, dropped));
  }

  /** Database and name in the form that Debezium's framework asks for. */
  public TableId tableId() {
    return new TableId(database, null, name);
  }

  /** The one primary key field that every collection has. */
  public MilvusField primaryKey() {
    for (MilvusField field : fields()) {
      if (field.primaryKey()) {
        return field;
      }
    }
    throw new IllegalStateException("Collection " + database + "." + name + " has no primary key");
  }
}
