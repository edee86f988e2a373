// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.StructArrayFieldSchema;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the messages that change a collection: {@code SchemaChange} of Milvus up to 2.6.4 and
 * {@code AlterCollection} of later ones, which changes the schema only if its mask says so.
 */
final class SchemaChanges {
  private static final int SCHEMA_OF_BODY = 1;
  private static final int UPDATES = 1;
  private static final int SCHEMA_OF_UPDATES = 5;
  private static final int UPDATE_MASK = 3;
  private static final int PATHS = 1;
  private static final int DROPPED_FIELDS = 6;
  private static final ByteString SCHEMA = ByteString.copyFromUtf8("schema");

  private SchemaChanges() {}

  /** The change of the schema, or that there is none. */
  static LogMessage read(StreamingHeader header) throws IOException {
    UnknownFieldSet body = UnknownFieldSet.parseFrom(header.record().value());
    ByteString schema;
    if (header.type() == StreamingHeader.SCHEMA_CHANGE) {
      schema = message(body, SCHEMA_OF_BODY);
    } else if (changesSchema(header.fields())) {
      schema = message(UnknownFieldSet.parseFrom(message(body, UPDATES)), SCHEMA_OF_UPDATES);
    } else {
      return LogMessage.OTHER;
    }
    return new LogMessage.SchemaChanged(
        header.number(header.type() == StreamingHeader.SCHEMA_CHANGE ? 1 : 2),
        fields(CollectionSchema.parseFrom(schema)),
        header.type() == StreamingHeader.SCHEMA_CHANGE ? Set.of() : dropped(header.fields()),
        header.timeTick());
  }

  private static boolean changesSchema(UnknownFieldSet header) throws IOException {
    return UnknownFieldSet.parseFrom(message(header, UPDATE_MASK))
        .getField(PATHS)
        .getLengthDelimitedList()
        .contains(SCHEMA);
  }

  private static ByteString message(UnknownFieldSet fields, int number) {
    List<ByteString> messages = fields.getField(number).getLengthDelimitedList();
    return messages.isEmpty() ? ByteString.EMPTY : messages.get(messages.size() - 1);
  }

  private static Set<Long> fields(CollectionSchema schema) {
    Set<Long> ids = new HashSet<>();
    for (FieldSchema field : schema.getFieldsList()) {
      // 0 and 1 are a row's id and timestamp.
      if (field.getFieldID() > 1 && !field.getIsDynamic() && !field.getIsFunctionOutput()) {
        ids.add(field.getFieldID());
      }
    }
    for (StructArrayFieldSchema field : schema.getStructArrayFieldsList()) {
      ids.add(field.getFieldID());
    }
    return ids;
  }

  private static Set<Long> dropped(UnknownFieldSet header) throws IOException {
    UnknownFieldSet.Field field = header.getField(DROPPED_FIELDS);
    Set<Long> ids = new HashSet<>(field.getVarintList());
    for (ByteString packed : field.getLengthDelimitedList()) {
      CodedInputStream input = packed.newCodedInput();
      while (!input.isAtEnd()) {
        ids.add(input.readInt64());
      }
    }
    return ids;
  }
}
