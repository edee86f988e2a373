// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.debezium.relational.TableId;
import java.util.List;

/**
 * A collection as it was described by Milvus.
 *
 * @param id the collection's identity: a collection that is dropped and created again under its
 *     name has another id
 * @param fields in the order of the schema, the dynamic field last
 * @param partitions number of physical partitions where a field is the partition key, else 0
 * @param createdTimestamp the timestamp (TSO) of its creation
 */
public record MilvusCollection(
    String database,
    String name,
    long id,
    String description,
    List<MilvusField> fields,
    List<Vchannel> channels,
    int partitions,
    long createdTimestamp) {

  public MilvusCollection {
    fields = List.copyOf(fields);
    channels = List.copyOf(channels);
  }

  /** The same collection with some of its fields. */
  public MilvusCollection withFields(List<MilvusField> some) {
    return new MilvusCollection(
        database, name, id, description, some, channels, partitions, createdTimestamp);
  }

  /** The same collection as one who doesn't read its log sees it. */
  public MilvusCollection withoutChannels() {
    return new MilvusCollection(
        database, name, id, description, fields, List.of(), partitions, createdTimestamp);
  }

  /** Database and name in the form that Debezium's framework asks for. */
  public TableId tableId() {
    return new TableId(database, null, name);
  }

  /** The one primary key field that every collection has. */
  public MilvusField primaryKey() {
    for (MilvusField field : fields) {
      if (field.primaryKey()) {
        return field;
      }
    }
    throw new IllegalStateException("Collection " + database + "." + name + " has no primary key");
  }
}
