// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

/** A Milvus server. */
public interface Milvus extends Server {
  /** Where clients on this machine connect to: {@code http://127.0.0.1:19530}. */
  String uri();
}
