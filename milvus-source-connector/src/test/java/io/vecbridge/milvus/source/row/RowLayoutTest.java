// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.StructArrayField;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.ColumnException;
import io.vecbridge.milvus.source.type.Encode;
import io.vecbridge.milvus.source.type.MilvusFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import milvus.proto.msg.Msg;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RowLayoutTest {
  private static final MilvusField ID =
      MilvusFields.field(100, "id", DataType.Int64).primaryKey().build();
  private static final MilvusField TITLE =
      MilvusFields.field(101, "title", DataType.VarChar).maxLength(100).build();
  private static final MilvusField VECTOR =
      MilvusFields.field(102, "vector", DataType.FloatVector).dimension(2).build();
  private static final MilvusField DYNAMIC = MilvusField.dynamicField();
  private static final MilvusCollection COLLECTION =
      Layouts.collection(List.of(ID, TITLE, VECTOR, DYNAMIC));

  private static final FieldData IDS = longs(ID, 1L, 2L).build();
  private static final FieldData TITLES =
      Encode.column(TITLE)
          .setScalars(Encode.scalars(DataType.VarChar, List.of("one", "two")))
          .build();
  private static final FieldData VECTORS =
      Encode.column(VECTOR).setVectors(Encode.floats(2, 1f, 2f, 3f, 4f)).build();
  private static final FieldData DYNAMICS =
      Encode.column(DYNAMIC)
          .setFieldId(103)
          .setScalars(Encode.scalars(DataType.JSON, List.of("{}", "{\"a\":1}")))
          .build();

  private final RowLayout layout = layout(COLLECTION.fields());

  @Property(tries = 50)
  void columnsAreFoundInAnyOrder(@ForAll Random random) {
    List<FieldData> columns = new ArrayList<>(List.of(IDS, TITLES, VECTORS, DYNAMICS));
    Collections.shuffle(columns, random);

    for (RowBatch batch : List.of(layout.open(insert(columns)), layout.open(page(columns)))) {
      assertThat(batch.rows()).isEqualTo(2);
      assertThat(row(batch, 0)).isEqualTo(List.of(1L, "one", List.of(1f, 2f), "{}"));
      assertThat(row(batch, 1)).isEqualTo(List.of(2L, "two", List.of(3f, 4f), "{\"a\":1}"));
    }
  }

  @Test
  void theIdCountsBeforeTheName() {
    FieldData renamed = IDS.toBuilder().setFieldName("title").build();
    FieldData titles = TITLES.toBuilder().setFieldName("id").build();

    RowBatch batch = layout.open(page(List.of(titles, renamed)));

    assertThat(batch.primaryKey(0)).isEqualTo(1L);
    assertThat(batch.value(1, 0)).isEqualTo("one");
  }

  @Test
  void theNameCountsWithoutAnId() {
    RowBatch batch =
        layout.open(
            insert(
                List.of(
                    IDS.toBuilder().clearFieldId().build(),
                    TITLES.toBuilder().clearFieldId().build(),
                    DYNAMICS.toBuilder().clearFieldId().setIsDynamic(false).build())));

    assertThat(batch.primaryKey(1)).isEqualTo(2L);
    assertThat(batch.value(1, 1)).isEqualTo("two");
    assertThat(batch.value(3, 1)).isEqualTo("{\"a\":1}");
  }

  @Test
  void theDynamicFieldIsFoundByItsFlag() {
    FieldData unnamed = DYNAMICS.toBuilder().setFieldName("").build();

    assertThat(layout.open(insert(List.of(IDS, unnamed))).value(3, 1)).isEqualTo("{\"a\":1}");
  }

  @Test
  void theColumnsOfStructsAreOneField() {
    MilvusField weight =
        MilvusFields.field(111, "weight", DataType.Array).elements(DataType.Int64, 9).build();
    MilvusField label =
        MilvusFields.field(112, "label", DataType.Array).elements(DataType.VarChar, 9).build();
    MilvusField parts = MilvusFields.structs(110, "parts", weight, label);
    MilvusCollection collection = Layouts.collection(List.of(ID, parts));
    FieldData weights =
        Encode.column(weight)
            .setFieldName("parts[weight]")
            .setScalars(Encode.arrays(DataType.Int64, List.of(List.of(1L, 2L), List.of())))
            .build();
    FieldData labels =
        Encode.column(label)
            .setFieldName("parts[label]")
            .setScalars(Encode.arrays(DataType.VarChar, List.of(List.of("a", "b"), List.of())))
            .build();
    FieldData structs =
        FieldData.newBuilder()
            .setFieldId(110)
            .setFieldName("parts")
            .setStructArrays(
                StructArrayField.newBuilder()
                    .addFields(labels.toBuilder().setFieldName("label"))
                    .addFields(weights.toBuilder().setFieldName("weight")))
            .build();
    RowLayout all = Layouts.of(collection, List.of(ID, parts));

    for (RowBatch batch :
        List.of(
            all.open(insert(List.of(labels, IDS, weights))),
            all.open(
                insert(
                    List.of(
                        labels.toBuilder().clearFieldId().build(),
                        IDS,
                        weights.toBuilder().clearFieldId().build()))),
            all.open(page(List.of(IDS, structs))))) {
      assertThat(batch.value(1, 0))
          .isEqualTo("[{\"weight\":1,\"label\":\"a\"},{\"weight\":2,\"label\":\"b\"}]");
      assertThat(batch.value(1, 1)).isEqualTo("[]");
    }
    assertThat(
            Layouts.of(collection, List.of(ID)).open(insert(List.of(labels, IDS, weights))).rows())
        .isEqualTo(2);
    assertThat(all.open(insert(List.of(IDS))).value(1, 0)).isNull();
  }

  @Test
  void aFieldThatWasAddedLaterIsNull() {
    RowBatch batch = layout.open(insert(List.of(IDS)));

    assertThat(batch.value(1, 0)).isNull();
    assertThat(batch.value(2, 1)).isNull();
  }

  @Test
  void aFieldThatIsNotCapturedIsLeftOut() {
    RowLayout some = layout(List.of(ID, VECTOR));

    RowBatch batch = some.open(insert(List.of(TITLES, VECTORS, IDS, DYNAMICS)));

    assertThat(row(batch, 1)).isEqualTo(List.of(2L, List.of(3f, 4f)));
    assertThat(batch.bytesPerRow() * 2)
        .isEqualTo(IDS.getSerializedSize() + VECTORS.getSerializedSize());
  }

  @Test
  void aFieldThatWasDroppedLaterIsLeftOut() {
    // An id below the highest one that is known, and of no field: it was dropped.
    MilvusField again = MilvusFields.field(120, "title", DataType.VarChar).build();
    MilvusCollection later = Layouts.collection(List.of(ID, again));

    RowBatch batch = Layouts.of(later, List.of(ID, again)).open(insert(List.of(IDS, TITLES)));

    assertThat(batch.primaryKey(1)).isEqualTo(2L);
    assertThat(batch.value(1, 1)).isNull();
  }

  @Test
  void aFieldThatTheDescriptionLacksIsAFailure() {
    FieldData unknown = TITLES.toBuilder().setFieldId(109).setFieldName("later").build();

    assertThatThrownBy(() -> layout.open(insert(List.of(IDS, unknown))))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"later\" of collection \"db.c\": a batch has this field (id 109), the"
                + " collection's description does not. Restart the task to read the description"
                + " again.");
  }

  @Test
  void aFieldThatTheDescriptionLacksIsLeftOutOfRowsThatAreOlder() {
    FieldData dropped = TITLES.toBuilder().setFieldId(109).setFieldName("dropped").build();

    assertThat(layout.open(insert(List.of(IDS, dropped)), true).primaryKey(1)).isEqualTo(2L);
  }

  @Test
  void systemColumnsAreLeftOut() {
    MilvusField timestamp = MilvusFields.field(1, "Timestamp", DataType.Int64).build();

    assertThat(layout.open(insert(List.of(longs(timestamp, 5L, 6L).build(), IDS))).rows())
        .isEqualTo(2);
  }

  @Test
  void twoColumnsOfOneFieldAreAFailure() {
    assertThatThrownBy(() -> layout.open(insert(List.of(IDS, TITLES, TITLES))))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"title\" of collection \"db.c\": a batch has two columns for it.");
  }

  @Test
  void aBatchWithoutPrimaryKeyIsAFailure() {
    assertThatThrownBy(() -> layout.open(insert(List.of(TITLES))))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"id\" of collection \"db.c\": the primary key is not in the batch.");
    assertThatThrownBy(() -> layout.open(page(List.of(TITLES))))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"id\" of collection \"db.c\": the primary key is not in the batch.");
  }

  @Test
  void aPrimaryKeyIsNeverNull() {
    FieldData keys = IDS.toBuilder().addAllValidData(List.of(true, false)).build();
    RowBatch batch = layout.open(insert(List.of(keys)));

    assertThatThrownBy(() -> batch.primaryKey(1))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"id\" of collection \"db.c\": a primary key is null.");
  }

  @Test
  void aColumnWithMissingRowsIsAFailure() {
    FieldData titles =
        Encode.column(TITLE).setScalars(Encode.scalars(DataType.VarChar, List.of("one"))).build();

    assertThatThrownBy(() -> layout.open(page(List.of(IDS, titles))))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"title\" of collection \"db.c\": 1 values for 2 rows.");
  }

  @Test
  void anInsertByRowsIsRefused() {
    assertThatThrownBy(() -> layout.open(Msg.InsertRequest.newBuilder().setNumRows(1).build()))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Collection \"db.c\": an insert is not written column by column.");
  }

  @Test
  void aPageWithoutRowsIsEmpty() {
    FieldData none = FieldData.newBuilder().setFieldId(100).setFieldName("id").build();

    assertThat(layout.open(QueryResults.getDefaultInstance()).rows()).isZero();
    RowBatch batch = layout.open(page(List.of(none)));
    assertThat(batch.rows()).isZero();
    assertThat(batch.bytesPerRow()).isZero();
  }

  @Test
  void theRowsOfABatchAddUpToItsSize() {
    RowBatch batch = layout.open(insert(List.of(IDS, TITLES, VECTORS, DYNAMICS)));

    int bytes =
        IDS.getSerializedSize()
            + TITLES.getSerializedSize()
            + VECTORS.getSerializedSize()
            + DYNAMICS.getSerializedSize();
    assertThat(batch.bytesPerRow() * 2).isBetween((long) bytes, bytes + 1L);
  }

  private static RowLayout layout(List<MilvusField> captured) {
    return Layouts.of(COLLECTION, captured);
  }

  private static List<Object> row(RowBatch batch, int row) {
    List<Object> values = new ArrayList<>();
    for (int field = 0; field < batch.layout().fields().size(); field++) {
      values.add(batch.value(field, row));
    }
    return values;
  }

  private static FieldData.Builder longs(MilvusField field, Long... values) {
    return Encode.column(field).setScalars(Encode.scalars(DataType.Int64, List.of(values)));
  }

  private static Msg.InsertRequest insert(List<FieldData> columns) {
    return Msg.InsertRequest.newBuilder()
        .setVersion(Msg.InsertDataVersion.ColumnBased)
        .setNumRows(2)
        .addAllFieldsData(columns)
        .build();
  }

  private static QueryResults page(List<FieldData> columns) {
    return QueryResults.newBuilder().addAllFieldsData(columns).build();
  }
}
