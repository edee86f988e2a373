// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import static io.vecbridge.common.failure.RequestException.Failure.FATAL;
import static io.vecbridge.common.failure.RequestException.Failure.RECORD;
import static io.vecbridge.common.failure.RequestException.Failure.RETRY;

import io.vecbridge.common.failure.RequestException.Failure;
import java.util.HashMap;
import java.util.Map;

/**
 * The vendor codes that the connectors know. Four digits from 4000 on are OceanBase's own, the
 * others MySQL's, which OceanBase sends wherever MySQL has a code for the case.
 */
enum OceanBaseError {
  // Busy, moving or unavailable: the same statement can succeed later.
  STATEMENT_TIMEOUT(4012, RETRY, "the statement took longer than ob_query_timeout"),
  NO_MEMORY(4013, RETRY, "the server is out of memory"),
  TRY_AGAIN(4023, RETRY, "the server requests a retry"),
  TENANT_OUT_OF_MEMORY(4030, RETRY, "the tenant is out of memory, or its memstore is full"),
  NOT_MASTER(4038, RETRY, "the partition's leader has moved"),
  RPC_SEND_ERROR(4121, RETRY, "the server can't reach another server"),
  RPC_POST_ERROR(4122, RETRY, "the server can't reach another server"),
  SERVER_OUT_OF_DISK(4184, RETRY, "the server's disk is full"),
  SCHEMA_EAGAIN(4204, RETRY, "the schema is being refreshed"),
  SERVER_STARTING(4255, RETRY, "the server is starting"),
  LOCATION_LEADER_NOT_EXIST(4654, RETRY, "the partition has no leader now"),
  LOG_STREAM_NOT_EXIST(4719, RETRY, "the log stream is being moved"),
  LOG_STREAM_LOCATION_NOT_EXIST(4721, RETRY, "the log stream's location is not known now"),
  LOG_STREAM_LEADER_NOT_EXIST(4722, RETRY, "the log stream has no leader now"),
  TABLET_MAPPING_NOT_EXIST(4723, RETRY, "the partition's log stream is not known now"),
  TABLET_NOT_EXIST(4725, RETRY, "the partition is being moved or rebuilt"),
  SESSION_KILLED(5066, RETRY, "the session was killed"),
  TENANT_NOT_IN_SERVER(5150, RETRY, "the tenant has no resources on the server now"),
  TRANSACTION_ROLLED_BACK(6002, RETRY, "the transaction was rolled back by the server"),
  EXCLUSIVE_LOCK_CONFLICT(6003, RETRY, "another transaction holds the row's lock"),
  SHARED_LOCK_CONFLICT(6004, RETRY, "another transaction holds the row's lock"),
  ROW_LOCK_CONFLICT(6005, RETRY, "another transaction holds the row's lock"),
  TRANSACTION_TIMEOUT(6210, RETRY, "the transaction exceeded its timeout"),
  TRANSACTION_KILLED(6211, RETRY, "the transaction was killed"),
  TRANSACTION_STATEMENT_TIMEOUT(6212, RETRY, "the statement took too long"),
  TRANSACTION_CONTEXT_LOST(6213, RETRY, "the transaction's leader has moved"),
  TRANSACTION_NEEDS_ROLLBACK(6224, RETRY, "the transaction has to be rolled back"),
  TRANSACTION_RESULT_UNKNOWN(6225, RETRY, "the result of the commit is unknown"),
  CANNOT_SERIALIZE(6235, RETRY, "another transaction changed the row first"),
  SERVER_IS_INITIALIZING(8001, RETRY, "the server is starting"),
  SERVER_IS_STOPPING(8002, RETRY, "the server is stopping"),
  TOO_MANY_CONNECTIONS(1040, RETRY, "the server has too many connections"),
  SERVER_SHUTDOWN(1053, RETRY, "the server is shutting down"),
  LOCK_WAIT_TIMEOUT(1205, RETRY, "another transaction holds the row's lock"),
  DEADLOCK(1213, RETRY, "a deadlock was resolved"),
  QUERY_INTERRUPTED(1317, RETRY, "the statement was interrupted"),
  TABLE_DEFINITION_CHANGED(1412, RETRY, "the table's definition has just changed"),

  // The row can't be stored as it is.
  NULL_VALUE(1048, RECORD, "a NOT NULL column has no value"),
  DUPLICATE_KEY(1062, RECORD, "another row has the same unique key"),
  PACKET_TOO_LARGE(1153, RECORD, "the row is larger than the server's max_allowed_packet"),
  INVALID_ARGUMENT(1210, RECORD, "a vector, sparse vector or array is not well-formed"),
  OUT_OF_RANGE(1264, RECORD, "a number is out of the column's range"),
  DATA_TRUNCATED(1265, RECORD, "a value does not fit its column"),
  WRONG_TEMPORAL_VALUE(1292, RECORD, "a date or time is not valid"),
  INVALID_CHARACTER_STRING(1300, RECORD, "a text is not valid UTF-8"),
  WRONG_VALUE_FOR_FIELD(1366, RECORD, "a value does not fit its column's type"),
  DATA_TOO_LONG(1406, RECORD, "a value is longer than its column"),
  INVALID_GEOMETRY(
      1416, RECORD, "a geometry is not valid, or the tenant or the column lacks its type or SRID"),
  DATETIME_OVERFLOW(1441, RECORD, "a date is out of range"),
  ROW_IS_REFERENCED(1451, RECORD, "a foreign key of another table refers to the row"),
  NO_REFERENCED_ROW(1452, RECORD, "a foreign key refers to a missing row"),
  NO_PARTITION(1526, RECORD, "the table has no partition for the row"),
  VALUE_OUT_OF_RANGE(1690, RECORD, "a number is out of range"),
  INVALID_JSON(3140, RECORD, "a text is not valid JSON, or nested too deeply"),
  INVALID_JSON_CHARSET(3144, RECORD, "a text is not valid JSON"),
  JSON_TOO_DEEP(3157, RECORD, "a JSON value is nested too deeply"),
  WRONG_SRID(3643, RECORD, "a geometry doesn't have the column's SRID"),
  CHECK_VIOLATED(3819, RECORD, "a CHECK constraint refuses the row"),
  WRONG_DIMENSION(7600, RECORD, "a vector doesn't have the column's dimension"),
  ARRAY_NESTING(7602, RECORD, "an array is nested differently from its column"),

  // Only an operator can change it.
  DATABASE_ACCESS_DENIED(1044, FATAL, "the user has no access to the database"),
  ACCESS_DENIED(
      1045, FATAL, "user name or password is wrong, or the user needs TLS or a client certificate"),
  UNKNOWN_DATABASE(1049, FATAL, "the database does not exist"),
  UNKNOWN_COLUMN(1054, FATAL, "a column does not exist"),
  SYNTAX(1064, FATAL, "the server does not support the syntax"),
  KEY_TOO_LONG(1071, FATAL, "the key is longer than 16384 bytes"),
  COLUMN_TOO_BIG(1074, FATAL, "a column is declared too long"),
  ROW_TOO_LARGE(1118, FATAL, "the columns together are declared too long"),
  TABLE_ACCESS_DENIED(1142, FATAL, "the user lacks a privilege on the table"),
  COLUMN_ACCESS_DENIED(1143, FATAL, "the user lacks a privilege on a column"),
  NO_SUCH_TABLE(1146, FATAL, "the table does not exist"),
  PRIVILEGE_MISSING(1227, FATAL, "the user lacks a privilege"),
  NOT_SUPPORTED(1235, FATAL, "this version of OceanBase does not support it"),
  READ_ONLY(1290, FATAL, "the tenant is read-only"),
  TLS_REQUIRED(3159, FATAL, "the server requires TLS, which sslMode in connection.url sets"),
  SNAPSHOT_DISCARDED(4138, FATAL, "the tenant no longer keeps history that old (undo_retention)"),
  INVALID_TIMESTAMP(4344, FATAL, "the SCN is too old, or in the future"),
  NO_DEFAULT(1364, FATAL, "a NOT NULL column without default is not among the record's fields");

  private static final Map<Integer, OceanBaseError> BY_CODE = byCode();

  private final int code;
  private final Failure failure;
  private final String meaning;

  OceanBaseError(int code, Failure failure, String meaning) {
    this.code = code;
    this.failure = failure;
    this.meaning = meaning;
  }

  /** The error of a vendor code, or null if it is unknown. */
  static OceanBaseError of(int code) {
    return BY_CODE.get(code);
  }

  Failure failure() {
    return failure;
  }

  String meaning() {
    return meaning;
  }

  private static Map<Integer, OceanBaseError> byCode() {
    Map<Integer, OceanBaseError> errors = new HashMap<>();
    for (OceanBaseError error : values()) {
      errors.put(error.code, error);
    }
    return Map.copyOf(errors);
  }
}
