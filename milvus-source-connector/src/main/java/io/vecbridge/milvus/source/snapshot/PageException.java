// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

/** A page that can't be trusted to be complete: the snapshot stops rather than miss rows. */
public final class PageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PageException(String problem) {
    super(
        "A page that Milvus returned "
            + problem
            + ": rows could be missed, so the snapshot stops. Restart the connector; if it happens"
            + " again, this version of Milvus sorts differently and the collection has to be"
            + " captured with snapshot.mode=no_data");
  }
}
