// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

/** Names of the three offset entries of one virtual channel. */
record ChannelKeys(String position, String timestamp, String events) {
  static final String POSITION = ".position";
  static final String TIMESTAMP = ".timestamp";
  static final String EVENTS = ".events";

  static ChannelKeys of(String vchannel) {
    return new ChannelKeys(vchannel + POSITION, vchannel + TIMESTAMP, vchannel + EVENTS);
  }
}
