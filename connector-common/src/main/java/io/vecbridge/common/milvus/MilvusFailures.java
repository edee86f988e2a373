// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import java.util.List;

/**
 * The one classification of Milvus's errors, by gRPC status and by Milvus's own code.
 *
 * <p>The codes are those of Milvus's package {@code merr} (2.3 to 2.6); servers leave the flag
 * {@code retriable} unset up to 2.3, so the table doesn't depend on it.
 */
// ErrorCode is deprecated in favour of the code, which servers before 2.3 don't fill.
@SuppressWarnings("deprecation")
final class MilvusFailures {
  // The only trace of an answer above quotaAndLimits.limits.maxOutputSize, and of a gRPC message
  // above the limit of either side.
  private static final String OUTPUT_LIMIT = "exceed the limit size";
  private static final String MESSAGE_LIMIT = "larger than max";
  private static final String MESSAGE_LIMIT_JAVA = "exceeds maximum size";

  // Milvus 2.3 gives a wrong expression the code that it gives anything.
  private static final String WRONG_EXPRESSION = "cannot parse expression";

  // How a part of Milvus words that it can't reach another one, whatever code it passes on.
  private static final List<String> LOST_NODES =
      List.of(
          "rpc error: code = Unavailable",
          "rpc error: code = DeadlineExceeded",
          "rpc error: code = Canceled",
          "context deadline exceeded",
          "context canceled");

  private MilvusFailures() {}

  /** Whether the answer is a success. */
  static boolean succeeded(Status status) {
    return status.getCode() == 0 && legacyCode(status) == ErrorCode.Success_VALUE;
  }

  /** The code to show: Milvus's own if the server is new enough to have one. */
  static int code(Status status) {
    return status.getCode() != 0 ? status.getCode() : legacyCode(status);
  }

  /** The reason of a failed answer. */
  static MilvusReason classify(Status status) {
    if (exceedsLimit(status.getReason())) {
      return MilvusReason.TOO_LARGE;
    }
    if (status.getReason().contains(WRONG_EXPRESSION)) {
      return MilvusReason.INVALID;
    }
    if (status.getCode() == 0) {
      return classifyLegacy(legacyCode(status));
    }
    return switch (status.getCode()) {
      case 1, 2, 5 -> MilvusReason.UNAVAILABLE; // not ready, unavailable, internal
      case 3, 4, 7, 8, 9, 12 -> MilvusReason.BUSY; // memory, requests, disk, rate, quota, resources
      case 10, 3000 -> MilvusReason.UNSUPPORTED;
      case 11 -> MilvusReason.UNAVAILABLE; // time ticks are late
      case 100 -> MilvusReason.NO_COLLECTION;
      case 101, 103, 106, 201, 202 -> MilvusReason.NOT_LOADED; // also in part, or recovering
      case 200 -> MilvusReason.INVALID; // no such partition
      case 400, 401 -> MilvusReason.UNAVAILABLE; // replica unavailable
      case 500, 501, 502, 503, 504 -> MilvusReason.UNAVAILABLE; // channel unavailable
      case 600, 601, 602, 603, 604 -> MilvusReason.UNAVAILABLE; // segment unavailable or moving
      case 700 -> MilvusReason.NO_INDEX;
      case 800 -> MilvusReason.NO_DATABASE;
      case 901, 902, 903, 904, 905, 906 -> MilvusReason.UNAVAILABLE; // node unavailable
      case 1001 -> MilvusReason.INVALID; // "IO failed": JSON that isn't an object
      case 1002 -> MilvusReason.UNAVAILABLE; // its storage broke off
      case 1100, 1101, 1700, 1701, 1804 -> MilvusReason.INVALID; // parameter, field, data
      case 1102 -> MilvusReason.TOO_LARGE;
      case 1300, 1302, 1303 -> MilvusReason.UNAVAILABLE; // its message queue
      case 1400, 1800 -> MilvusReason.UNAUTHENTICATED;
      case 1401 -> MilvusReason.DENIED;
      case 10000, 10001 -> MilvusReason.UNAVAILABLE; // cancelled or timed out inside Milvus
      default ->
          status.getRetriable() || lostANode(status.getReason())
              ? MilvusReason.UNAVAILABLE
              : MilvusReason.UNEXPECTED;
    };
  }

  /** The reason of a call that got no answer. */
  static MilvusReason classify(StatusRuntimeException e) {
    return switch (e.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED -> MilvusReason.UNAVAILABLE;
      // A connection that broke in mid-answer, or a proxy in front of Milvus.
      case INTERNAL, UNKNOWN, DATA_LOSS -> MilvusReason.UNAVAILABLE;
      case RESOURCE_EXHAUSTED ->
          exceedsLimit(e.getStatus().getDescription()) ? MilvusReason.TOO_LARGE : MilvusReason.BUSY;
      case UNAUTHENTICATED -> MilvusReason.UNAUTHENTICATED;
      case PERMISSION_DENIED -> MilvusReason.DENIED;
      case UNIMPLEMENTED -> MilvusReason.UNSUPPORTED;
      case INVALID_ARGUMENT, OUT_OF_RANGE -> MilvusReason.INVALID;
      case NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, OK -> MilvusReason.UNEXPECTED;
    };
  }

  private static MilvusReason classifyLegacy(int errorCode) {
    return switch (errorCode) {
      case ErrorCode.CollectionNotExists_VALUE, ErrorCode.CollectionNameNotFound_VALUE ->
          MilvusReason.NO_COLLECTION;
      case ErrorCode.IndexNotExist_VALUE -> MilvusReason.NO_INDEX;
      case ErrorCode.PermissionDenied_VALUE -> MilvusReason.DENIED;
      case ErrorCode.RateLimit_VALUE,
          ErrorCode.ForceDeny_VALUE,
          ErrorCode.MemoryQuotaExhausted_VALUE,
          ErrorCode.DiskQuotaExhausted_VALUE ->
          MilvusReason.BUSY;
      case ErrorCode.ConnectFailed_VALUE,
          ErrorCode.NotShardLeader_VALUE,
          ErrorCode.NoReplicaAvailable_VALUE,
          ErrorCode.TimeTickLongDelay_VALUE,
          ErrorCode.NotReadyServe_VALUE,
          ErrorCode.NotReadyCoordActivating_VALUE,
          ErrorCode.DataCoordNA_VALUE ->
          MilvusReason.UNAVAILABLE;
      case ErrorCode.IllegalArgument_VALUE, ErrorCode.IllegalDimension_VALUE ->
          MilvusReason.INVALID;
      default -> MilvusReason.UNEXPECTED;
    };
  }

  private static boolean lostANode(String text) {
    return LOST_NODES.stream().anyMatch(text::contains);
  }

  private static boolean exceedsLimit(String text) {
    return text != null
        && (text.contains(OUTPUT_LIMIT)
            || text.contains(MESSAGE_LIMIT)
            || text.contains(MESSAGE_LIMIT_JAVA));
  }

  private static int legacyCode(Status status) {
    return status.getErrorCodeValue();
  }
}
