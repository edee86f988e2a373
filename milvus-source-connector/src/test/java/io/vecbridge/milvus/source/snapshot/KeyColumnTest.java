// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyColumnTest {
  @Test
  void theLastKeyIsThatOfTheLastRow() {
    assertThat(longs(-3, 0, 9).lastKey(null)).isEqualTo(9L);
    assertThat(longs(-3, 0, 9).lastKey(-4L)).isEqualTo(9L);
    assertThat(texts("a", "b", "\uFFFD", "😀").lastKey("A")).isEqualTo("😀");
  }

  @Test
  void copiesOfAKeyMayFollowEachOther() {
    assertThat(longs(1, 1, 2).lastKey(0L)).isEqualTo(2L);
    assertThat(texts("a", "a").lastKey(null)).isEqualTo("a");
  }

  @Test
  void anEmptyPageKeepsTheKey() {
    assertThat(KeyColumn.of(List.of(), "id").rows()).isZero();
    assertThat(KeyColumn.of(List.of(), "id").lastKey("x")).isEqualTo("x");
    assertThat(longs().lastKey(5L)).isEqualTo(5L);
    assertThat(longs().lastKey(null)).isNull();
  }

  @Test
  void aPageThatDoesNotAscendIsAFailure() {
    assertThatThrownBy(() -> longs(1, 3, 2).lastKey(null))
        .isInstanceOf(PageException.class)
        .hasMessageContaining("isn't in the order of the primary key (row 2 of 3)")
        .hasMessageContaining("snapshot.mode=no_data");
    assertThatThrownBy(() -> texts("😀", "\uFFFD").lastKey(null))
        .isInstanceOf(PageException.class)
        .hasMessageContaining("row 1 of 2");
  }

  @Test
  void aPageThatBeginsBeforeTheCursorIsAFailure() {
    assertThatThrownBy(() -> longs(5, 6).lastKey(5L))
        .isInstanceOf(PageException.class)
        .hasMessageContaining("begins at or before the end of the page before it");
  }

  @Test
  void aPageWithoutKeysIsAFailure() {
    List<FieldData> fields = List.of(FieldData.newBuilder().setFieldName("v").build());
    assertThatThrownBy(() -> KeyColumn.of(fields, "id"))
        .isInstanceOf(PageException.class)
        .hasMessageContaining("holds no values of the primary key id");
  }

  private static KeyColumn longs(long... keys) {
    LongArray.Builder values = LongArray.newBuilder();
    for (long key : keys) {
      values.addData(key);
    }
    return column(DataType.Int64, ScalarField.newBuilder().setLongData(values));
  }

  private static KeyColumn texts(String... keys) {
    return column(
        DataType.VarChar,
        ScalarField.newBuilder().setStringData(StringArray.newBuilder().addAllData(List.of(keys))));
  }

  private static KeyColumn column(DataType type, ScalarField.Builder values) {
    return KeyColumn.of(
        List.of(
            FieldData.newBuilder().setFieldName("other").build(),
            FieldData.newBuilder().setFieldName("id").setType(type).setScalars(values).build()),
        "id");
  }
}
