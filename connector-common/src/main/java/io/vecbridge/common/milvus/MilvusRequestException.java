// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call that Milvus didn't carry out. The message names the operation, the collection, the code,
 * Milvus's own words and what to do; it holds no token and no expression with keys in it.
 */
public final class MilvusRequestException extends RequestException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_WORDS = 120;

  /**
   * A quoted text, or a number of some length, in an expression. The text may have as many
   * characters as a key: what doesn't backtrack needs no stack for each of them.
   */
  private static final Pattern VALUE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)++)\"|-?\\d{3,}");

  private final MilvusReason reason;

  private MilvusRequestException(
      String message, MilvusReason reason, Failure failure, Throwable cause) {
    super(failure, message, cause);
    this.reason = reason;
  }

  /** The failure of a read that corresponds to an unsuccessful status of Milvus. */
  public static MilvusRequestException of(
      String operation, String database, String collection, Status status) {
    return of(MilvusOperation.reading(operation, database, collection), status, "");
  }

  static MilvusRequestException of(MilvusOperation operation, Status status, String hidden) {
    return of(
        operation,
        MilvusFailures.classify(status),
        "code " + MilvusFailures.code(status),
        hide(status.getReason(), hidden),
        null);
  }

  static MilvusRequestException of(
      MilvusOperation operation, StatusRuntimeException e, String hidden) {
    return of(
        operation,
        MilvusFailures.classify(e),
        e.getStatus().getCode().name(),
        hide(words(e), hidden),
        e.getStatus().getCause());
  }

  static MilvusRequestException replaced(MilvusOperation operation, long wanted, long found) {
    return of(
        operation,
        MilvusReason.NO_COLLECTION,
        "id " + wanted,
        "the name belongs to the collection with id " + found + " now",
        null);
  }

  static MilvusRequestException notLoaded(
      MilvusOperation operation, int missing, int partitions, String first) {
    return of(
        operation,
        MilvusReason.NOT_LOADED,
        "load state",
        missing + " of " + partitions + " partitions are not loaded, " + first + " among them",
        null);
  }

  static MilvusRequestException inProgress(MilvusOperation operation, String what) {
    return of(operation, MilvusReason.IN_PROGRESS, "state", what, null);
  }

  private static MilvusRequestException of(
      MilvusOperation operation, MilvusReason reason, String code, String words, Throwable cause) {
    String message =
        "Milvus: " + operation + " failed (" + code + ": " + words + "): " + reason.advice();
    return new MilvusRequestException(message, reason, failure(operation, reason), cause);
  }

  /** A read names no row that could be at fault, so the unspecific code means Milvus itself. */
  private static Failure failure(MilvusOperation operation, MilvusReason reason) {
    return operation.reads() && reason == MilvusReason.UNEXPECTED
        ? Failure.RETRY
        : reason.failure();
  }

  /** Why the call failed. */
  public MilvusReason reason() {
    return reason;
  }

  // The first line says what happened; netty adds its pipeline, and a whole TLS record, after it.
  private static String words(StatusRuntimeException e) {
    String description =
        String.valueOf(e.getStatus().getDescription()).lines().findFirst().orElse("");
    Throwable cause = e.getStatus().getCause();
    if (cause == null) {
      return description;
    }
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return description + "; " + shorten(String.valueOf(cause.getMessage()));
  }

  private static String shorten(String text) {
    return text.length() <= MAX_WORDS ? text : text.substring(0, MAX_WORDS) + "..";
  }

  /**
   * Milvus quotes the expression that it can't read, whole or in parts that its parser names after
   * it. Without the expression itself, the values in it are looked for.
   */
  private static String hide(String text, String hidden) {
    if (hidden.isEmpty()) {
      return text;
    }
    int found = text.indexOf(hidden);
    if (found >= 0) {
      return text.substring(0, found) + "<expression>";
    }
    Matcher values = VALUE.matcher(hidden);
    String rest = text;
    while (values.find()) {
      rest = rest.replace(values.group(1) == null ? values.group() : values.group(1), "<value>");
    }
    return rest;
  }
}
