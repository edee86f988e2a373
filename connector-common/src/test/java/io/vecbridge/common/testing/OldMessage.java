// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.MsgHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import milvus.proto.msg.Msg;

/**
 * A message that Milvus 2.5 wrote, as the scanner of a later version converts it: into the
 * properties of the streaming service, with version 0 and without a term. Messages may share a time
 * tick; where one is confirmed is made up, some messages before it.
 */
final class OldMessage {
  private static final int CONFIRMED_BEFORE = 30;

  private OldMessage() {}

  /** The properties; empty for messages that the scanner leaves out. */
  static Optional<Map<String, String>> properties(long offset, byte[] payload) {
    try {
      return switch (MsgHeader.parseFrom(payload).getBase().getMsgType()) {
        case TimeTick -> {
          Msg.TimeTickMsg tick = Msg.TimeTickMsg.parseFrom(payload);
          yield converted(1, tick.getBase().getTimestamp(), "", offset);
        }
        case Insert -> {
          Msg.InsertRequest insert = Msg.InsertRequest.parseFrom(payload);
          yield converted(2, insert.getTimestamps(0), insert.getShardName(), offset);
        }
        case Delete -> {
          Msg.DeleteRequest delete = Msg.DeleteRequest.parseFrom(payload);
          yield converted(3, delete.getTimestamps(0), delete.getShardName(), offset);
        }
        default -> Optional.empty();
      };
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Optional<Map<String, String>> converted(
      int type, long timestamp, String vchannel, long offset) {
    Map<String, String> properties = new HashMap<>();
    properties.put("_v", "0");
    properties.put("_t", Integer.toString(type));
    properties.put("_tt", Long.toUnsignedString(timestamp, 36));
    properties.put("_vc", vchannel);
    properties.put("_lc", Long.toString(Math.max(0, offset - CONFIRMED_BEFORE), 36));
    return Optional.of(properties);
  }
}
