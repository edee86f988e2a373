// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import io.milvus.grpc.DataType;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.ColumnDefinition.DeclaredType;
import io.vecbridge.common.oceanbase.table.ColumnDefinition.Filling;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.common.sink.config.ColumnMappings;
import io.vecbridge.common.testing.FakeTenant;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import io.vecbridge.tool.compare.WrittenRows;
import io.vecbridge.tool.pair.PairReading.ComparedCollection;
import io.vecbridge.tool.pair.PairReading.ComparedTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A collection with nothing but the key {@code id}, and its table with nothing but the key {@code
 * number}.
 */
public final class OpenedPairs {
  /** How the sink of the pair maps the columns of each direction. */
  public static String mapping(ObjectPair names) {
    return names.source() + (names.forward() ? ".id:number" : ".number:id");
  }

  private OpenedPairs() {}

  /**
   * Opens them.
   *
   * @param client can be null if Milvus isn't asked
   */
  public static OpenedPair of(ObjectPair names, MilvusClient client, FakeTenant tenant)
      throws SQLException {
    tenant
        .answer("@@version_comment", new Object[] {"OceanBase_CE 4.3.5.1"})
        .answer("@@ob_compatibility_mode", new Object[] {"MYSQL"})
        .answer("SHOW COLLATION", new Object[] {"utf8mb4_0900_bin"})
        .answer("L2_DISTANCE", new Object[] {"0"})
        .answer("SHOW PARAMETERS", new Object[] {"x"});
    PairReading reading =
        new PairReading(
            names,
            new ComparedCollection(client, collection(names)),
            new ComparedTable(tenant.connection(), table(names), column -> true),
            new ColumnNames(
                names.forward(), ColumnMappings.of(mapping(names)), names.source(), "$meta"),
            false);
    WrittenRows written =
        WrittenRows.ofTable(new TargetTable(table(names), new ColumnTypes(true), 0), null);
    return reading.open(written, "", "");
  }

  private static MilvusCollection collection(ObjectPair names) {
    MilvusField key =
        new MilvusField(
            100,
            "id",
            new MilvusField.Values(DataType.Int64_VALUE, DataType.None, 0, 0, 0, List.of()),
            new MilvusField.Roles(true, false, false, false),
            false,
            "");
    return new MilvusCollection(
        names.collection().catalog(),
        names.collection().table(),
        1,
        List.of(),
        1,
        new CollectionDefinition("", List.of(key), 1, Map.of(), 0));
  }

  private static TableDefinition table(ObjectPair names) {
    return new TableDefinition(
        names.table(),
        List.of(
            new ColumnDefinition(
                "number",
                1,
                new DeclaredType("int(11)", null, null, null),
                false,
                "",
                Filling.NONE)),
        new Indexes(List.of("number"), List.of()),
        null,
        "",
        "1");
  }
}
