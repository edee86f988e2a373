// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import static io.vecbridge.milvus.source.schema.Columns.column;
import static io.vecbridge.milvus.source.schema.Columns.floats;
import static io.vecbridge.milvus.source.schema.Columns.packed;
import static io.vecbridge.milvus.source.schema.Columns.scalar;
import static io.vecbridge.milvus.source.type.MilvusFields.field;

import io.debezium.schema.SchemaNameAdjuster;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.GeometryWktArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.TimestamptzArray;
import io.milvus.grpc.VectorArray;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.Encode;
import io.vecbridge.milvus.source.type.MilvusFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The records of docs/wire-format, one shape per file, made of columns as Milvus writes them. */
final class GoldenShapes {
  static final long ID_FIELD = 100;
  private static final MilvusField ID = field(ID_FIELD, "id", DataType.Int64).primaryKey().build();
  private static final MilvusField VECTOR =
      field(102, "embedding", DataType.FloatVector).dimension(4).description("Sentence").build();
  private static final MilvusField TITLE =
      field(101, "title", DataType.VarChar).maxLength(200).build();
  private static final MilvusCollection DOCUMENTS = documents();

  private GoldenShapes() {}

  /** Records by the name of their file. */
  static Map<String, List<WireRecord>> all() {
    Map<String, List<WireRecord>> shapes = new TreeMap<>();
    shapes.put("dense-array", dense(VectorEncoding.ARRAY));
    shapes.put("dense-bytes", dense(VectorEncoding.BYTES));
    shapes.put("half-precision", halfPrecision());
    shapes.put("binary", binary());
    shapes.put("sparse", sparse());
    shapes.put("json-and-dynamic", jsonAndDynamic(SchemaNameAdjuster.NO_OP));
    shapes.put("adjusted-names", jsonAndDynamic(SchemaNameAdjuster.AVRO_FIELD_NAMER));
    shapes.put("arrays", arrays());
    shapes.put("scalars", scalars());
    shapes.put("later-types", laterTypes());
    shapes.put("partition-key", partitionKey());
    shapes.put("nullable", nullable());
    shapes.put("delete", List.of(envelopes(DOCUMENTS).delete(42L)));
    shapes.put("tombstone", List.of(envelopes(DOCUMENTS).tombstone(42L)));
    shapes.put("snapshot-read", snapshotRead());
    shapes.put("schema-change", GoldenSchemaChange.records());
    return shapes;
  }

  private static MilvusCollection documents() {
    return collection("documents", "Documents", 0, ID, TITLE, VECTOR);
  }

  private static List<WireRecord> dense(VectorEncoding encoding) {
    Envelopes envelopes = envelopes(DOCUMENTS, encoding, SchemaNameAdjuster.NO_OP);
    return concat(
        envelopes.creates(
            scalar(ID, 1L, 2L),
            scalar(TITLE, "Sparrow", "é 中 😀"),
            floats(VECTOR, 0.1f, -0.25f, 1f, 3.4028235E38f, -0f, 1.4E-45f, 1e-10f, 0f)),
        envelopes.updates(
            scalar(ID, 1L), scalar(TITLE, "Swallow"), floats(VECTOR, 0.5f, 0.5f, 0.5f, 0.5f)));
  }

  private static List<WireRecord> halfPrecision() {
    MilvusField half = field(101, "half", DataType.Float16Vector).dimension(4).build();
    MilvusField brain = field(102, "brain", DataType.BFloat16Vector).dimension(4).build();
    MilvusField tiny = field(103, "tiny", DataType.Int8Vector).dimension(4).build();
    return envelopes(collection("halves", "", 0, ID, half, brain, tiny))
        .creates(
            scalar(ID, 1L),
            packed(half, 0x00, 0x3c, 0x00, 0xc0, 0xff, 0x7b, 0x01, 0x00),
            packed(brain, 0x80, 0x3f, 0x00, 0xc0, 0x7f, 0x7f, 0x01, 0x00),
            packed(tiny, 0x00, 0x7f, 0x80, 0xff));
  }

  private static List<WireRecord> binary() {
    MilvusField hash = field(101, "hash", DataType.BinaryVector).dimension(16).build();
    return envelopes(collection("hashes", "", 0, ID, hash))
        .creates(scalar(ID, 1L, 2L), packed(hash, 0x01, 0x80, 0x00, 0xff));
  }

  private static List<WireRecord> sparse() {
    MilvusField terms = field(101, "terms", DataType.SparseFloatVector).build();
    List<TreeMap<Long, Float>> rows =
        List.of(
            new TreeMap<>(Map.of(0L, 0.1f, 7L, -1.5f, 4_294_967_294L, 3.4028235E38f)),
            new TreeMap<>());
    return envelopes(collection("terms", "", 0, ID, terms))
        .creates(scalar(ID, 1L, 2L), column(terms, Encode.sparse(rows)));
  }

  private static List<WireRecord> jsonAndDynamic(SchemaNameAdjuster fieldNames) {
    MilvusField info = field(101, "info", DataType.JSON).build();
    MilvusField dynamic = MilvusField.dynamicField();
    MilvusCollection collection = collection("notes", "", 0, ID, info, dynamic);
    String nested =
        "{\"deep\":[1,{\"x\":null,\"y\":[true,\"\\u0000\\\"é中😀\"]}],\"big\":9223372036854775807,"
            + "\"exact\":0.1}";
    String manyKeys =
        IntStream.range(0, 10)
            .mapToObj(i -> "\"key" + i + "\":" + i)
            .collect(Collectors.joining(",", "{", "}"));
    return envelopes(collection, VectorEncoding.ARRAY, fieldNames)
        .creates(scalar(ID, 1L, 2L), scalar(info, nested, "{}"), scalar(dynamic, "{}", manyKeys));
  }

  private static List<WireRecord> arrays() {
    List<MilvusField> fields = new ArrayList<>(List.of(ID));
    List<FieldData> columns = new ArrayList<>(List.of(scalar(ID, 1L, 2L)));
    Map<DataType, List<?>> elements = new TreeMap<>();
    elements.put(DataType.Bool, List.of(true, false));
    elements.put(DataType.Int8, List.of(-128, 127));
    elements.put(DataType.Int16, List.of(-32768, 32767));
    elements.put(DataType.Int32, List.of(Integer.MIN_VALUE, Integer.MAX_VALUE));
    elements.put(DataType.Int64, List.of(Long.MIN_VALUE, Long.MAX_VALUE));
    elements.put(DataType.Float, List.of(-0f, 0.1f, Float.MAX_VALUE));
    elements.put(DataType.Double, List.of(-0d, 0.1, Double.MAX_VALUE));
    elements.put(DataType.VarChar, List.of("", "a\\", "é 中 😀", "\0"));
    elements.forEach(
        (type, values) -> {
          String name = "a_" + type.name().toLowerCase(Locale.ROOT);
          MilvusFields array =
              field(ID_FIELD + fields.size(), name, DataType.Array).elements(type, 16);
          if (type == DataType.VarChar) {
            array.maxLength(50);
          }
          fields.add(array.build());
          columns.add(column(array.build(), Encode.arrays(type, List.of(values, List.of()))));
        });
    return envelopes(collection("arrays", "", 0, fields.toArray(new MilvusField[0])))
        .creates(columns.toArray(new FieldData[0]));
  }

  private static List<WireRecord> scalars() {
    MilvusField key = field(ID_FIELD, "id", DataType.VarChar).primaryKey().maxLength(64).build();
    Map<DataType, List<?>> values = new TreeMap<>();
    values.put(DataType.Bool, List.of(false, true, false));
    values.put(DataType.Int8, List.of(-128, 127, 0));
    values.put(DataType.Int16, List.of(-32768, 32767, 0));
    values.put(DataType.Int32, List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 0));
    values.put(DataType.Int64, List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L));
    values.put(DataType.Float, List.of(-Float.MAX_VALUE, Float.MIN_VALUE, -0f));
    values.put(DataType.Double, List.of(-Double.MAX_VALUE, Double.MIN_VALUE, -0d));
    values.put(DataType.VarChar, List.of("", "\0", "a 'quoted\" \\ é中😀 "));
    List<MilvusField> fields = new ArrayList<>(List.of(key));
    List<FieldData> columns =
        new ArrayList<>(List.of(scalar(key, "lowest", "highest", "trailing space ")));
    values.forEach(
        (type, column) -> {
          String name = "s_" + type.name().toLowerCase(Locale.ROOT);
          MilvusFields scalar = field(ID_FIELD + fields.size(), name, type);
          if (type == DataType.VarChar) {
            scalar.maxLength(65_535);
          }
          fields.add(scalar.build());
          columns.add(scalar(scalar.build(), column.toArray()));
        });
    return envelopes(collection("scalars", "", 0, fields.toArray(new MilvusField[0])))
        .creates(columns.toArray(new FieldData[0]));
  }

  private static List<WireRecord> laterTypes() {
    MilvusField text = field(101, "body", DataType.Text).build();
    MilvusField time = field(102, "seen", DataType.Timestamptz).build();
    MilvusField place = field(103, "place", DataType.Geometry).build();
    MilvusField label =
        field(105, "label", DataType.Array).elements(DataType.VarChar, 16).maxLength(20).build();
    MilvusField part =
        field(106, "v", DataType.ArrayOfVector)
            .elements(DataType.FloatVector, 16)
            .dimension(2)
            .build();
    MilvusField parts = MilvusFields.structs(104, "parts", label, part);
    return envelopes(collection("places", "", 0, ID, text, time, place, parts))
        .creates(
            scalar(ID, 1L),
            column(text, Encode.scalars(DataType.VarChar, List.of("é 中 😀"))),
            column(
                time,
                ScalarField.newBuilder()
                    .setTimestamptzData(TimestamptzArray.newBuilder().addData(-1))
                    .build()),
            column(
                place,
                ScalarField.newBuilder()
                    .setGeometryWktData(GeometryWktArray.newBuilder().addData("POINT (0.1 -0)"))
                    .build()),
            column(label, Encode.arrays(DataType.VarChar, List.of(List.of("a", "b")))),
            column(
                part,
                VectorField.newBuilder()
                    .setDim(2)
                    .setVectorArray(
                        VectorArray.newBuilder().addData(Encode.floats(2, 0.1f, -0f, 1f, 2f)))
                    .build()));
  }

  private static List<WireRecord> partitionKey() {
    return envelopes(tenants())
        .creates(scalar(ID, 1L), scalar(tenant(), "north"), floats(VECTOR, 1f, 2f, 3f, 4f));
  }

  private static MilvusField tenant() {
    return field(101, "tenant", DataType.VarChar).maxLength(64).partitionKey().build();
  }

  static MilvusCollection tenants() {
    MilvusField id = field(ID_FIELD, "id", DataType.Int64).primaryKey().autoId().build();
    return collection("tenants", "Of several tenants", 16, id, tenant(), VECTOR);
  }

  private static List<WireRecord> nullable() {
    MilvusField title = field(101, "title", DataType.VarChar).maxLength(20).nullable().build();
    MilvusField vector =
        field(102, "embedding", DataType.FloatVector).dimension(2).nullable().build();
    MilvusField tags =
        field(103, "tags", DataType.Array).elements(DataType.Int64, 4).nullable().build();
    List<Boolean> second = List.of(false, true);
    return envelopes(collection("gaps", "", 0, ID, title, vector, tags))
        .creates(
            scalar(ID, 1L, 2L),
            scalar(title, "", "full").toBuilder().addAllValidData(second).build(),
            floats(vector, 1f, 2f).toBuilder().addAllValidData(second).build(),
            column(tags, Encode.arrays(DataType.Int64, List.of(List.of(), List.of(7L)))).toBuilder()
                .addAllValidData(second)
                .build());
  }

  private static List<WireRecord> snapshotRead() {
    return envelopes(DOCUMENTS)
        .reads(floats(VECTOR, 0.1f, 0.2f, 0.3f, 0.4f), scalar(TITLE, "Sparrow"), scalar(ID, 1L));
  }

  private static Envelopes envelopes(MilvusCollection collection) {
    return envelopes(collection, VectorEncoding.ARRAY, SchemaNameAdjuster.NO_OP);
  }

  private static Envelopes envelopes(
      MilvusCollection collection, VectorEncoding encoding, SchemaNameAdjuster fieldNames) {
    return new Envelopes(schema(collection, encoding, fieldNames));
  }

  static RowSchema schema(
      MilvusCollection collection, VectorEncoding encoding, SchemaNameAdjuster fieldNames) {
    return new RowSchemas(encoding, SchemaNameAdjuster.NO_OP, fieldNames)
        .of(collection, Envelopes.topic(collection), field -> true);
  }

  static MilvusCollection collection(
      String name, String description, int partitions, MilvusField... fields) {
    return new MilvusCollection(
        "default",
        name,
        449_282_886_501_507_477L,
        List.of(),
        0,
        CollectionDefinition.of(description, List.of(fields), partitions));
  }

  private static List<WireRecord> concat(List<WireRecord> first, List<WireRecord> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
