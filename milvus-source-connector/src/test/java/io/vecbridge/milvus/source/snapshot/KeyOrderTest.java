// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import io.vecbridge.milvus.source.row.Layouts;
import io.vecbridge.milvus.source.row.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.errors.ConnectException;

class KeyOrderTest {
  @Example
  void theLastKeyIsThatOfTheLastRow() {
    assertThat(KeyOrder.keys(longs(-3, 0, 9), null).last()).isEqualTo(9L);
    assertThat(KeyOrder.keys(longs(-3, 0, 9), -4L).last()).isEqualTo(9L);
    assertThat(KeyOrder.keys(texts("a", "b", "\uFFFD", "😀"), "A").last()).isEqualTo("😀");
  }

  @Example
  void copiesOfAKeyMayFollowEachOther() {
    assertThat(KeyOrder.keys(longs(1, 1, 2), 0L).last()).isEqualTo(2L);
    assertThat(KeyOrder.keys(texts("a", "a"), null).last()).isEqualTo("a");
    assertThat(KeyOrder.keys(longs(1, 1, 2, 2, 2), 0L).duplicates()).isEqualTo(3);
    assertThat(KeyOrder.keys(longs(1, 2), 0L).duplicates()).isZero();
  }

  @Example
  void anEmptyPageKeepsTheKey() {
    assertThat(KeyOrder.keys(longs(), 5L).last()).isEqualTo(5L);
    assertThat(KeyOrder.keys(longs(), null).last()).isNull();
  }

  @Example
  void aPageThatDoesNotAscendIsAFailure() {
    assertThatThrownBy(() -> KeyOrder.keys(longs(1, 3, 2), null))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("isn't sorted by the primary key (row 2 of 3)")
        .hasMessageContaining("snapshot.mode=no_data");
    assertThatThrownBy(() -> KeyOrder.keys(texts("😀", "\uFFFD"), null))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("row 1 of 2");
  }

  @Example
  void aPageThatBeginsBeforeTheCursorIsAFailure() {
    assertThatThrownBy(() -> KeyOrder.keys(longs(5, 6), 5L))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("begins at or before the end of the previous page");
  }

  @Example
  void charactersBeyondTheBasicPlaneComeLast() {
    assertThat(KeyOrder.compare("\uD83D\uDE00", "\uFFFD")).isPositive();
    assertThat("\uD83D\uDE00".compareTo("\uFFFD")).isNegative();
  }

  @Property
  void theOrderOfTextsIsThatOfTheirBytes(@ForAll("texts") String a, @ForAll("texts") String b) {
    int bytes =
        Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(KeyOrder.compare(a, b))).isEqualTo(Integer.signum(bytes));
  }

  /** Few characters, so that texts share beginnings, from each length of UTF-8. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "b", "\u0000", "é", "\uD7FF", "\uE000", "\uFFFD", "😀", "\uDBFF\uDFFF")
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join("", parts));
  }

  private static RowBatch longs(long... keys) {
    LongArray.Builder values = LongArray.newBuilder();
    for (long key : keys) {
      values.addData(key);
    }
    return page(DataType.Int64, ScalarField.newBuilder().setLongData(values));
  }

  private static RowBatch texts(String... keys) {
    return page(
        DataType.VarChar,
        ScalarField.newBuilder().setStringData(StringArray.newBuilder().addAllData(List.of(keys))));
  }

  private static RowBatch page(DataType type, ScalarField.Builder values) {
    return Layouts.ofKey(type)
        .open(
            QueryResults.newBuilder()
                .addFieldsData(
                    FieldData.newBuilder().setFieldName("id").setType(type).setScalars(values))
                .build());
  }
}
