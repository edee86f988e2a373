// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import io.debezium.data.Json;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * JSON, and the dynamic field, as {@code io.debezium.data.Json}: the text as Milvus has it. Milvus
 * stores the absence of a document as no bytes, which is no JSON text and reads as null.
 */
final class JsonType extends ScalarType {
  JsonType() {
    super("JSON", DataCase.JSON_DATA);
  }

  @Override
  public SchemaBuilder schema() {
    return Json.builder();
  }

  @Override
  int count(ScalarField values) {
    return values.getJsonData().getDataCount();
  }

  @Override
  Object get(ScalarField values, int position, FieldPath path) {
    ByteString json = values.getJsonData().getData(position);
    if (json.isEmpty()) {
      return null;
    }
    if (!json.isValidUtf8()) {
      throw path.mismatch("a JSON text is not UTF-8");
    }
    return json.toStringUtf8();
  }
}
