// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.AbstractSourceInfoStructMaker;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Schema and values of the {@code source} block: Debezium's common fields and Milvus's own. */
public final class MilvusSourceInfoStructMaker
    extends AbstractSourceInfoStructMaker<MilvusSourceInfo> {
  /** Field of the collection's name. */
  public static final String COLLECTION = "collection";

  /** Field of the collection's id. */
  public static final String COLLECTION_ID = "collection_id";

  /** Field of the partition that was written to. */
  public static final String PARTITION = "partition";

  /** Field of the virtual channel. */
  public static final String CHANNEL = "channel";

  /** Field of the change's timestamp. */
  public static final String TSO = "tso";

  private Schema schema;

  @Override
  public void init(String connector, String version, CommonConnectorConfig config) {
    super.init(connector, version, config);
    schema =
        commonSchemaBuilder()
            .name("io.vecbridge.milvus.source.Source")
            .field(COLLECTION, Schema.STRING_SCHEMA)
            .field(COLLECTION_ID, Schema.INT64_SCHEMA)
            .field(PARTITION, Schema.OPTIONAL_STRING_SCHEMA)
            .field(CHANNEL, Schema.OPTIONAL_STRING_SCHEMA)
            .field(TSO, Schema.INT64_SCHEMA)
            .build();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Struct struct(MilvusSourceInfo info) {
    return commonStruct(info)
        .put(COLLECTION, info.collection())
        .put(COLLECTION_ID, info.collectionId())
        .put(PARTITION, info.partition())
        .put(CHANNEL, info.channel())
        .put(TSO, info.tso());
  }
}
