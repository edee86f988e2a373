// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.CollectionSchema;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the messages that change a collection: {@code SchemaChange} of Milvus up to 2.6.4 and
 * {@code AlterCollection} of later ones, whose mask says what it changes.
 */
final class SchemaChanges {
  private static final int SCHEMA_OF_BODY = 1;
  private static final int UPDATES = 1;
  private static final int DATABASE_OF_UPDATES = 2;
  private static final int NAME_OF_UPDATES = 3;
  private static final int SCHEMA_OF_UPDATES = 5;
  private static final int UPDATE_MASK = 3;
  private static final int PATHS = 1;
  private static final int DROPPED_FIELDS = 6;
  private static final ByteString SCHEMA = ByteString.copyFromUtf8("schema");
  private static final ByteString DATABASE = ByteString.copyFromUtf8("db");
  private static final ByteString NAME = ByteString.copyFromUtf8("collection_name");

  private SchemaChanges() {}

  /** The change of the schema or of the name, or that there is none. */
  static LogMessage read(StreamingHeader header) throws IOException {
    UnknownFieldSet body = UnknownFieldSet.parseFrom(header.record().value());
    long timeTick = header.timeTick();
    if (header.type() == StreamingHeader.SCHEMA_CHANGE) {
      return new LogMessage.SchemaChanged(
          header.number(1), schema(message(body, SCHEMA_OF_BODY)), Set.of(), timeTick);
    }
    List<ByteString> changed = changed(header.fields());
    UnknownFieldSet updates = UnknownFieldSet.parseFrom(message(body, UPDATES));
    if (changed.contains(SCHEMA)) {
      return new LogMessage.SchemaChanged(
          header.number(2),
          schema(message(updates, SCHEMA_OF_UPDATES)),
          dropped(header.fields()),
          timeTick);
    }
    if (changed.contains(DATABASE) || changed.contains(NAME)) {
      return new LogMessage.Renamed(
          header.number(2),
          changed.contains(DATABASE) ? message(updates, DATABASE_OF_UPDATES).toStringUtf8() : "",
          changed.contains(NAME) ? message(updates, NAME_OF_UPDATES).toStringUtf8() : "",
          timeTick);
    }
    return LogMessage.OTHER;
  }

  private static List<ByteString> changed(UnknownFieldSet header) throws IOException {
    return UnknownFieldSet.parseFrom(message(header, UPDATE_MASK))
        .getField(PATHS)
        .getLengthDelimitedList();
  }

  private static CollectionSchema schema(ByteString schema) throws IOException {
    return CollectionSchema.parseFrom(schema);
  }

  private static ByteString message(UnknownFieldSet fields, int number) {
    List<ByteString> messages = fields.getField(number).getLengthDelimitedList();
    return messages.isEmpty() ? ByteString.EMPTY : messages.get(messages.size() - 1);
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
