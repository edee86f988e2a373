// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import static io.vecbridge.milvus.source.type.MilvusFields.field;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FunctionSchema;
import io.milvus.grpc.FunctionType;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.StructArrayFieldSchema;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionDescriptionTest {
  @Test
  void aCollectionIsReadWithItsIdentityAndChannels() {
    DescribeCollectionResponse described =
        described(schema())
            .setCollectionID(449)
            .setCreatedTimestamp(77)
            .addVirtualChannelNames("dml_0_449v0")
            .addPhysicalChannelNames("dml_0")
            .addVirtualChannelNames("dml_5_449v1")
            .addPhysicalChannelNames("dml_5")
            .build();
    MilvusCollection collection = CollectionDescription.read("shop", "items", described, 0);
    assertThat(collection.database()).isEqualTo("shop");
    assertThat(collection.name()).isEqualTo("items");
    assertThat(collection.id()).isEqualTo(449);
    assertThat(collection.description()).isEqualTo("what is sold");
    assertThat(collection.createdTimestamp()).isEqualTo(77);
    assertThat(collection.channels())
        .containsExactly(
            new Vchannel("dml_0_449v0", "dml_0"), new Vchannel("dml_5_449v1", "dml_5"));
  }

  @ParameterizedTest
  @CsvSource({"86400, 86400", "0, 0", "-1, 0", "'', 0"})
  void theTimeAfterWhichRowsExpireIsAProperty(String value, long seconds) {
    DescribeCollectionResponse described =
        described(schema())
            .addProperties(parameter("mmap.enabled", "true"))
            .addProperties(parameter("collection.ttl.seconds", value))
            .build();
    assertThat(CollectionDescription.read("shop", "items", described, 0).ttlSeconds())
        .isEqualTo(seconds);
    assertThat(
            CollectionDescription.read("shop", "items", described, 0)
                .withoutChannels()
                .ttlSeconds())
        .isEqualTo(seconds);
  }

  @Test
  void anAliasIsReadAsTheCollectionItMeans() {
    DescribeCollectionResponse described =
        described(schema()).setCollectionName("alias").addAliases("alias").build();
    assertThat(CollectionDescription.read("shop", "alias", described, 0).name()).isEqualTo("items");
  }

  @Test
  void anAnswerWithoutANameIsOfTheCollectionThatWasAskedFor() {
    DescribeCollectionResponse described = described(schema().clearName()).build();
    assertThat(CollectionDescription.read("shop", "items", described, 0).name()).isEqualTo("items");
  }

  @Test
  void everyFieldKeepsWhatItsTypeNeeds() {
    List<MilvusField> fields =
        read(schema()
                .addFields(
                    FieldSchema.newBuilder()
                        .setFieldID(101)
                        .setName("tenant")
                        .setDataType(DataType.VarChar)
                        .setIsPartitionKey(true)
                        .setDescription("who sells")
                        .addTypeParams(parameter("max_length", "77")))
                .addFields(
                    FieldSchema.newBuilder()
                        .setFieldID(102)
                        .setName("tags")
                        .setDataType(DataType.Array)
                        .setElementType(DataType.VarChar)
                        .setNullable(true)
                        .addTypeParams(parameter("max_capacity", "9"))
                        .addTypeParams(parameter("max_length", "33")))
                .addFields(
                    FieldSchema.newBuilder()
                        .setFieldID(103)
                        .setName("v")
                        .setDataType(DataType.FloatVector)
                        .addTypeParams(parameter("dim", "768"))))
            .fields();
    assertThat(fields)
        .containsExactly(
            field(100, "id", DataType.Int64).primaryKey().autoId().build(),
            field(101, "tenant", DataType.VarChar)
                .maxLength(77)
                .partitionKey()
                .description("who sells")
                .build(),
            field(102, "tags", DataType.Array)
                .elements(DataType.VarChar, 9)
                .maxLength(33)
                .nullable()
                .build(),
            field(103, "v", DataType.FloatVector).dimension(768).build());
  }

  @Test
  void theDynamicFieldComesLastWhetherOrNotTheServerListsIt() {
    FieldSchema.Builder vector =
        FieldSchema.newBuilder().setFieldID(102).setName("v").setDataType(DataType.FloatVector);
    assertThat(read(schema().setEnableDynamicField(true).addFields(vector)).fields())
        .last()
        .isEqualTo(MilvusField.dynamicField());

    FieldSchema.Builder listed =
        FieldSchema.newBuilder()
            .setFieldID(101)
            .setName("$meta")
            .setDataType(DataType.JSON)
            .setIsDynamic(true);
    assertThat(
            read(schema().setEnableDynamicField(true).addFields(listed).addFields(vector)).fields())
        .hasSize(3)
        .last()
        .satisfies(
            field -> {
              assertThat(field.id()).isEqualTo(101);
              assertThat(field.dynamic()).isTrue();
              assertThat(field.nullable()).isTrue();
            });
  }

  @Test
  void systemFieldsAndWhatBm25MakesAreNotRead() {
    CollectionSchema.Builder schema =
        schema()
            .addFields(FieldSchema.newBuilder().setFieldID(0).setName("RowID"))
            .addFields(FieldSchema.newBuilder().setFieldID(1).setName("Timestamp"))
            .addFields(
                FieldSchema.newBuilder()
                    .setFieldID(105)
                    .setName("sparse")
                    .setDataType(DataType.SparseFloatVector))
            .addFunctions(
                FunctionSchema.newBuilder()
                    .setType(FunctionType.BM25)
                    .addOutputFieldNames("sparse"));
    assertThat(read(schema).fields()).extracting(MilvusField::name).containsExactly("id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weight", "parts[weight]"})
  void anArrayOfStructsHasTheFieldsOfItsStructsWithTheirOwnNames(String name) {
    CollectionSchema.Builder schema =
        schema()
            .addStructArrayFields(
                StructArrayFieldSchema.newBuilder()
                    .setFieldID(110)
                    .setName("parts")
                    .setUnknownFields(nullable())
                    .addFields(
                        FieldSchema.newBuilder()
                            .setFieldID(111)
                            .setName(name)
                            .setDataType(DataType.Array)
                            .setElementType(DataType.Float)));

    MilvusField parts = read(schema).fields().get(1);

    assertThat(parts.name()).isEqualTo("parts");
    assertThat(parts.type()).isEqualTo(DataType.ArrayOfStruct);
    assertThat(parts.nullable()).isTrue();
    assertThat(parts.members()).extracting(MilvusField::name).containsExactly("weight");
    assertThat(parts.nameOf(parts.members().get(0))).isEqualTo("parts[weight]");
  }

  private static UnknownFieldSet nullable() {
    return UnknownFieldSet.newBuilder()
        .addField(6, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
        .build();
  }

  private static MilvusCollection read(CollectionSchema.Builder schema) {
    return CollectionDescription.read("shop", "items", described(schema).build(), 0);
  }

  private static DescribeCollectionResponse.Builder described(CollectionSchema.Builder schema) {
    return DescribeCollectionResponse.newBuilder().setSchema(schema);
  }

  private static CollectionSchema.Builder schema() {
    return CollectionSchema.newBuilder()
        .setName("items")
        .setDescription("what is sold")
        .addFields(
            FieldSchema.newBuilder()
                .setFieldID(100)
                .setName("id")
                .setDataType(DataType.Int64)
                .setIsPrimaryKey(true)
                .setAutoID(true));
  }

  private static KeyValuePair parameter(String key, String value) {
    return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
  }
}
