// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.sink.DirectTask;
import java.util.Map;

/** The Milvus sink's task without a worker. */
final class DirectSink extends DirectTask {
  /**
   * @param options name and value in turn, over the defaults
   */
  DirectSink(String uri, String... options) {
    super(
        MilvusSinkTask::new,
        true,
        Map.of("name", "milvus-sink", "milvus.uri", uri, "milvus.database", "default"),
        options);
  }
}
