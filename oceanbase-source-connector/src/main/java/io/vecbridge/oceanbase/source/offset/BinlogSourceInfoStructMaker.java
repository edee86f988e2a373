// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.AbstractSourceInfoStructMaker;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Schema and values of the {@code source} block: Debezium's common fields, the table, and the place
 * in the binlog under the names that Debezium's MySQL connector has.
 */
public final class BinlogSourceInfoStructMaker
    extends AbstractSourceInfoStructMaker<BinlogSourceInfo> {
  /** Field of the end of the event in the binlog file. */
  public static final String OFFSET = "pos";

  private static final String TABLE = "table";
  private static final String FILE = "file";
  private static final String GTID = "gtid";

  private Schema schema;

  @Override
  public void init(String connector, String version, CommonConnectorConfig config) {
    super.init(connector, version, config);
    schema =
        commonSchemaBuilder()
            .name("io.vecbridge.oceanbase.source.binlog.Source")
            .field(TABLE, Schema.STRING_SCHEMA)
            .field(GTID, Schema.OPTIONAL_STRING_SCHEMA)
            .field(FILE, Schema.STRING_SCHEMA)
            .field(OFFSET, Schema.INT64_SCHEMA)
            .build();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Struct struct(BinlogSourceInfo info) {
    BinlogPosition position = info.position();
    return commonStruct(info)
        .put(TABLE, info.table())
        .put(GTID, position.gtid().isEmpty() ? null : position.gtid())
        .put(FILE, position.file())
        .put(OFFSET, position.offset());
  }
}
