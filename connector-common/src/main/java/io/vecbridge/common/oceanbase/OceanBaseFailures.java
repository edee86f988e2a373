// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import com.mysql.cj.exceptions.StatementIsClosedException;
import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.tls.TlsFailures;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The one place that decides what an error of OceanBase means: by its vendor code ({@link
 * OceanBaseError}), by its SQLState if the code is unknown.
 *
 * <p>An unknown error is FATAL: retrying it forever would hide it, and reporting the record for it
 * could discard good rows.
 */
public final class OceanBaseFailures {
  private static final Set<OceanBaseError> OTHER_ROWS =
      EnumSet.of(
          OceanBaseError.DUPLICATE_KEY,
          OceanBaseError.ROW_IS_REFERENCED,
          OceanBaseError.NO_REFERENCED_ROW);

  private static final Set<OceanBaseError> TENANT =
      EnumSet.of(OceanBaseError.ACCESS_DENIED, OceanBaseError.READ_ONLY);

  private OceanBaseFailures() {}

  /** The error as a failed request, with its class and reason. */
  public static RequestException request(SQLException error) {
    return new RequestException(classify(error), reason(error), error);
  }

  /** What is to be done about an error. */
  public static Failure classify(SQLException error) {
    if (isPacketTooBig(error)) {
      return Failure.RECORD;
    }
    OceanBaseError known = OceanBaseError.of(error.getErrorCode());
    if (known != null) {
      return known.failure();
    }
    if (isConnectionLost(error) || error instanceof SQLTimeoutException) {
      return Failure.RETRY;
    }
    return switch (stateClass(error)) {
      case "40" -> Failure.RETRY;
      case "22", "23" -> Failure.RECORD;
      default -> Failure.FATAL;
    };
  }

  /**
   * A phrase for log and error messages with code and meaning, never with the server's own text,
   * which can contain the value. A failed TLS handshake has neither, and the JVM's text.
   */
  public static String reason(SQLException error) {
    if (isPacketTooBig(error)) {
      return "the row is larger than the server's max_allowed_packet";
    }
    OceanBaseError known = OceanBaseError.of(error.getErrorCode());
    String code =
        "error " + error.getErrorCode() + ", SQLState " + String.valueOf(error.getSQLState());
    if (known != null) {
      return known.meaning() + " (" + code + ")";
    }
    Optional<String> tls = TlsFailures.reason(error);
    if (tls.isPresent()) {
      return tls.get();
    }
    return isConnectionLost(error) ? "the connection is lost (" + code + ")" : code;
  }

  /** Whether a statement took longer than it may. */
  public static boolean isTimeout(SQLException error) {
    OceanBaseError known = OceanBaseError.of(error.getErrorCode());
    return error instanceof SQLTimeoutException
        || known == OceanBaseError.STATEMENT_TIMEOUT
        || known == OceanBaseError.TRANSACTION_STATEMENT_TIMEOUT;
  }

  /**
   * Whether a row is refused because of other rows, so that it can be accepted when they change.
   */
  public static boolean needsOtherRow(RequestException failure) {
    return failure.getCause() instanceof SQLException error
        && OTHER_ROWS.contains(OceanBaseError.of(error.getErrorCode()));
  }

  /** Whether a row is refused because another one has the same primary or unique key. */
  public static boolean isDuplicateKey(SQLException error) {
    return OceanBaseError.of(error.getErrorCode()) == OceanBaseError.DUPLICATE_KEY;
  }

  /** Whether the tenant refuses everything, whatever table a statement is about. */
  public static boolean concernsTenant(RequestException failure) {
    return failure.getCause() instanceof SQLException error
        && TENANT.contains(OceanBaseError.of(error.getErrorCode()));
  }

  /** Whether the connection that the error came from can't be used again. */
  public static boolean isConnectionLost(SQLException error) {
    return error instanceof SQLRecoverableException
        || error instanceof SQLTransientConnectionException
        // The driver's message when the connection breaks during a rewritten batch (SQLState
        // S1009).
        || error.getCause() instanceof StatementIsClosedException
        || "08".equals(stateClass(error));
  }

  private static boolean isPacketTooBig(SQLException error) {
    return error instanceof PacketTooBigException
        || error.getCause() instanceof PacketTooBigException;
  }

  private static String stateClass(SQLException error) {
    String state = error.getSQLState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }
}
