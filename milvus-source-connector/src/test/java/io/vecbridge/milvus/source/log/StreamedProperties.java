// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import java.util.HashMap;
import java.util.Map;

/** Properties of the streaming service's messages, as Milvus 2.6 writes them. */
public final class StreamedProperties {
  private StreamedProperties() {}

  /** Those of a message; the channel is empty for one of the physical channel. */
  public static Map<String, String> of(int type, long timeTick, String vchannel) {
    Map<String, String> properties = new HashMap<>();
    properties.put("_v", "1");
    properties.put("_t", Integer.toString(type));
    properties.put("_tt", Long.toUnsignedString(timeTick, 36));
    properties.put("_h", "");
    if (!vchannel.isEmpty()) {
      properties.put("_vc", vchannel);
    }
    return properties;
  }
}
