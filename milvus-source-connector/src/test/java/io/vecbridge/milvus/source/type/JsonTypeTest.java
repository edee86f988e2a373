// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.milvus.grpc.DataType;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.ScalarField;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonTypeTest {
  private static final MilvusField FIELD = MilvusFields.scalar(DataType.JSON);

  @Test
  void theTextGoesOnAsItIs() {
    String thousandKeys =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "\"k" + i + "\": " + i)
            .collect(Collectors.joining(",", "{", "}"));
    List<String> texts =
        List.of(
            "{}",
            "{ \"b\" : 1, \"a\" : [ {\"x\": null}, 9007199254740993, 1e400 ] }",
            "{\"k\":\"\\u0000 é中\ud83d\ude00\"}",
            "\"text\"",
            "null",
            "12345678901234567890.123456789",
            thousandKeys);

    ColumnData.Reader reader =
        Encode.read(FIELD, Encode.scalars(DataType.JSON, texts), texts.size());

    assertThat(Encode.all(reader, texts.size())).isEqualTo(texts);
  }

  @Test
  void noBytesAreNull() {
    assertThat(Encode.read(FIELD, Encode.scalars(DataType.JSON, List.of("")), 1).read(0)).isNull();
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    ScalarField values =
        ScalarField.newBuilder()
            .setJsonData(
                JSONArray.newBuilder().addData(ByteString.copyFrom(new byte[] {(byte) 0xc3})))
            .build();

    assertThatThrownBy(() -> Encode.read(FIELD, values, 1).read(0))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"s\" of collection \"db.c\": a JSON text is not UTF-8.");
  }
}
