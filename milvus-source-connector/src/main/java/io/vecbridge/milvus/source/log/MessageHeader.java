// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.milvus.grpc.MsgBase;
import java.io.IOException;
import milvus.proto.msg.Msg;

/**
 * The first fields of a message, read without its rows: a message of megabytes that concerns no
 * followed channel costs as little as a small one. Every message has a {@code MsgBase} as field 1;
 * inserts and deletes have the virtual channel as field 2.
 *
 * @param type a number of {@code MsgType}; 0 if there is none
 * @param timestamp the message's own timestamp
 * @param vchannel the virtual channel of an insert or delete, otherwise without meaning
 */
record MessageHeader(int type, long timestamp, String vchannel) {

  static MessageHeader read(byte[] message) throws IOException {
    CodedInputStream input = CodedInputStream.newInstance(message);
    int type = 0;
    long timestamp = 0;
    String vchannel = "";
    boolean hasBase = false;
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case Msg.InsertRequest.BASE_FIELD_NUMBER -> {
          int outer = input.pushLimit(input.readRawVarint32());
          for (int inner = input.readTag(); inner != 0; inner = input.readTag()) {
            switch (WireFormat.getTagFieldNumber(inner)) {
              case MsgBase.MSG_TYPE_FIELD_NUMBER -> type = input.readEnum();
              case MsgBase.TIMESTAMP_FIELD_NUMBER -> timestamp = input.readUInt64();
              default -> input.skipField(inner);
            }
          }
          input.popLimit(outer);
          hasBase = true;
          if (!MessageDecoder.isRows(type)) {
            return new MessageHeader(type, timestamp, vchannel);
          }
        }
        case Msg.InsertRequest.SHARDNAME_FIELD_NUMBER -> vchannel = input.readStringRequireUtf8();
        default -> input.skipField(tag);
      }
      if (hasBase && !vchannel.isEmpty()) {
        break;
      }
    }
    return new MessageHeader(type, timestamp, vchannel);
  }
}
