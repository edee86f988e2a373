// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.AbstractSourceInfoStructMaker;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Schema and values of the {@code source} block: Debezium's common fields and OceanBase's own. */
public final class OceanBaseSourceInfoStructMaker
    extends AbstractSourceInfoStructMaker<OceanBaseSourceInfo> {
  /** Field of the table's name. */
  public static final String TABLE = "table";

  /** Field of the SCN at which the row was read. */
  public static final String SCN = "scn";

  private Schema schema;

  @Override
  public void init(String connector, String version, CommonConnectorConfig config) {
    super.init(connector, version, config);
    schema =
        commonSchemaBuilder()
            .name("io.vecbridge.oceanbase.source.Source")
            .field(TABLE, Schema.STRING_SCHEMA)
            .field(SCN, Schema.OPTIONAL_INT64_SCHEMA)
            .build();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Struct struct(OceanBaseSourceInfo info) {
    return commonStruct(info).put(TABLE, info.table()).put(SCN, info.scn());
  }
}
