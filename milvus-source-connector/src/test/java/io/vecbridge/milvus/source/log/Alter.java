// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.milvus.grpc.CollectionSchema;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Messages of the streaming service that alter a collection. */
public final class Alter {
  private static final int TYPE = 13;

  private Alter() {}

  /** The properties of one, by what it changes. */
  public static Map<String, String> properties(
      long timeTick, String vchannel, long collectionId, List<String> changed, long... dropped) {
    Field.Builder paths = Field.newBuilder();
    changed.forEach(path -> paths.addLengthDelimited(ByteString.copyFromUtf8(path)));
    Field.Builder fields = Field.newBuilder();
    for (long id : dropped) {
      fields.addVarint(id);
    }
    UnknownFieldSet header =
        UnknownFieldSet.newBuilder()
            .addField(2, Field.newBuilder().addVarint(collectionId).build())
            .addField(3, message(UnknownFieldSet.newBuilder().addField(1, paths.build()).build()))
            .addField(6, fields.build())
            .build();
    Map<String, String> properties = StreamedProperties.of(TYPE, timeTick, vchannel);
    properties.put("_v", "2");
    properties.put("_h", Base64.getEncoder().encodeToString(header.toByteArray()));
    return properties;
  }

  /** The body of one that changes the schema. */
  public static byte[] schema(CollectionSchema schema) {
    return body(UnknownFieldSet.newBuilder().addField(5, bytes(schema.toByteString())).build());
  }

  /** The body of one that changes the name. */
  public static byte[] name(String database, String name) {
    return body(
        UnknownFieldSet.newBuilder()
            .addField(2, bytes(ByteString.copyFromUtf8(database)))
            .addField(3, bytes(ByteString.copyFromUtf8(name)))
            .build());
  }

  private static byte[] body(UnknownFieldSet updates) {
    return UnknownFieldSet.newBuilder().addField(1, message(updates)).build().toByteArray();
  }

  private static Field message(UnknownFieldSet fields) {
    return bytes(fields.toByteString());
  }

  private static Field bytes(ByteString bytes) {
    return Field.newBuilder().addLengthDelimited(bytes).build();
  }
}
