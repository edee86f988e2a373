// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.vecbridge.common.failure.RequestException.Failure;

/** Why a request to Milvus failed, as far as callers have to distinguish it. */
public enum MilvusReason {
  /** Not reachable, starting, recovering, or too slow for the deadline. */
  UNAVAILABLE(
      Failure.RETRY,
      "Milvus is unavailable or recovering; if this persists, check milvus.uri, the TLS options and"
          + " Milvus's"
          + " own log"),
  /** Rate limit, quota or memory: Milvus answers, and asks to wait. */
  BUSY(
      Failure.RETRY,
      "Milvus limits its load; lower the connector's rate limits or raise Milvus's quotas"),
  /** The collection can't be read before somebody loads it, or before a restart has loaded it. */
  NOT_LOADED(Failure.RETRY, "load the collection in Milvus (load or LoadCollection)"),
  /** Something that Milvus does on its own, after the request for it, has not ended. */
  IN_PROGRESS(Failure.RETRY, "wait for Milvus; see its own log if it doesn't end"),
  /** There is no such collection (any more). */
  NO_COLLECTION(Failure.FATAL, "create the collection or leave it out of the configuration"),
  /** The collection has no index. */
  NO_INDEX(Failure.FATAL, "create an index on the collection's vectors"),
  /** There is no such database. */
  NO_DATABASE(Failure.FATAL, "create the database or leave it out of the configuration"),
  /** Wrong or missing credentials: Milvus refuses every call. */
  UNAUTHENTICATED(Failure.FATAL, "check milvus.token"),
  /** A missing privilege. */
  DENIED(Failure.FATAL, "check milvus.token, and grant its user the privilege for this operation"),
  /** This version of Milvus has no such call. */
  UNSUPPORTED(Failure.FATAL, "this version of Milvus can't do it; use a newer one"),
  /** A request or its answer is larger than a message may be; a smaller one passes. */
  TOO_LARGE(Failure.RECORD, "the message exceeds Milvus's size limit; request fewer rows"),
  /** Milvus examined the request and refused its content. */
  INVALID(Failure.RECORD, "the request or a row in it doesn't fit the collection"),
  /**
   * An unspecific code: Milvus 2.3 uses it for nearly all of its checks, so for writes it usually
   * means the data. Reads get it when a node becomes unavailable, so they are retried.
   */
  UNEXPECTED(Failure.RECORD, "see Milvus's own log for the cause");

  private final Failure failure;
  private final String advice;

  MilvusReason(Failure failure, String advice) {
    this.failure = failure;
    this.advice = advice;
  }

  /** What is to be done about it. */
  public Failure failure() {
    return failure;
  }

  /** What an operator can do, as the end of an error message. */
  String advice() {
    return advice;
  }
}
