// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.DumpMessagesRequest;
import io.milvus.grpc.DumpMessagesResponse;
import io.milvus.grpc.MilvusServiceGrpc;

/** Milvus's call that reads its log, whatever message queue the log is in (2.6.20 and later). */
public final class MilvusLog {
  // Milvus's client library doesn't know the field include_start_message.
  private static final int INCLUDE_START_MESSAGE = 5;
  private static final UnknownFieldSet INCLUDED =
      UnknownFieldSet.newBuilder()
          .addField(INCLUDE_START_MESSAGE, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
          .build();

  private final MilvusCalls calls;

  MilvusLog(MilvusCalls calls) {
    this.calls = calls;
  }

  /**
   * Begins to read a physical channel, with the message that the request starts at.
   *
   * @param arrived is called by other threads when there is something to take
   */
  public MilvusStream<DumpMessagesResponse> dump(DumpMessagesRequest request, Runnable arrived) {
    return calls.stream(
        MilvusServiceGrpc.getDumpMessagesMethod(),
        request.toBuilder().setUnknownFields(INCLUDED).build(),
        DumpMessagesResponse::getStatus,
        MilvusOperation.onCluster("dump messages of channel " + request.getPchannel()),
        arrived);
  }
}
