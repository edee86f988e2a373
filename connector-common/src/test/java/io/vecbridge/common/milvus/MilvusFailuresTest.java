// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.Status.Code;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.vecbridge.common.failure.RequestException.Failure;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MilvusFailuresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1     | service not ready                                           | UNAVAILABLE   | RETRY
          8     | rate limit exceeded                                         | BUSY          | RETRY
          9     | quota exceeded                                              | BUSY          | RETRY
          100   | collection not found                                        | NO_COLLECTION | FATAL
          101   | failed to query: collection not loaded                      | NOT_LOADED    | RETRY
          800   | database not found                                          | NO_DATABASE   | FATAL
          1001  | IO failed                                                   | INVALID       | RECORD
          1100  | the length (5) of 0th VarChar paramter exceeds max length   | INVALID       | RECORD
          1400  | not authenticated                                           | UNAUTHENTICATED | FATAL
          1800  | user is not authenticated                                   | UNAUTHENTICATED | FATAL
          1401  | permission deny                                             | DENIED        | FATAL
          65535 | fail to Query: query results exceed the limit size          | TOO_LARGE     | RECORD
          65535 | cannot parse expression: id > 3, error: field id not exist  | INVALID       | RECORD
          65535 | rpc error: code = Unavailable desc = error reading from server | UNAVAILABLE | RETRY
          65535 | failed to allocate segment: context deadline exceeded       | UNAVAILABLE   | RETRY
          65535 | length(3) of float data should divide the dim(4)            | UNEXPECTED    | RECORD
          """)
  void aCodeOfMilvusHasOneMeaning(int code, String reason, MilvusReason meant, Failure failure) {
    Status status = Status.newBuilder().setCode(code).setReason(reason).build();
    assertThat(MilvusFailures.succeeded(status)).isFalse();
    assertThat(MilvusFailures.classify(status)).isEqualTo(meant);
    assertThat(meant.failure()).isEqualTo(failure);
  }

  @Test
  void aCodeThatIsNotKnownIsRetriedWhereTheServerSaysSo() {
    Status status = Status.newBuilder().setCode(2401).setRetriable(true).build();
    assertThat(MilvusFailures.classify(status)).isEqualTo(MilvusReason.UNAVAILABLE);
  }

  @Test
  void aServerWithoutCodesIsUnderstoodByItsErrorCode() throws Exception {
    // error_code (field 1) = CollectionNotExists; its setter is deprecated.
    Status status = Status.parseFrom(new byte[] {1 << 3, 4});
    assertThat(MilvusFailures.succeeded(status)).isFalse();
    assertThat(MilvusFailures.code(status)).isEqualTo(4);
    assertThat(MilvusFailures.classify(status)).isEqualTo(MilvusReason.NO_COLLECTION);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, io exception, UNAVAILABLE",
    "DEADLINE_EXCEEDED, deadline exceeded, UNAVAILABLE",
    "RESOURCE_EXHAUSTED, grpc: trying to send message larger than max (7 vs. 6), TOO_LARGE",
    "RESOURCE_EXHAUSTED, gRPC message exceeds maximum size 4: 5, TOO_LARGE",
    "RESOURCE_EXHAUSTED, too many requests, BUSY",
    "UNAUTHENTICATED, auth check failure, UNAUTHENTICATED",
    "PERMISSION_DENIED, permission deny, DENIED",
    "UNIMPLEMENTED, unknown method, UNSUPPORTED"
  })
  void aGrpcStatusHasOneMeaning(Code code, String description, MilvusReason meant) {
    StatusRuntimeException e = code.toStatus().withDescription(description).asRuntimeException();
    assertThat(MilvusFailures.classify(e)).isEqualTo(meant);
  }

  @Test
  void everyGrpcStatusHasAMeaning() {
    Map<Code, MilvusReason> meanings = new EnumMap<>(Code.class);
    for (Code code : Code.values()) {
      meanings.put(code, MilvusFailures.classify(code.toStatus().asRuntimeException()));
    }
    assertThat(meanings)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry(Code.OK, MilvusReason.UNEXPECTED),
                entry(Code.CANCELLED, MilvusReason.UNAVAILABLE),
                entry(Code.UNKNOWN, MilvusReason.UNAVAILABLE),
                entry(Code.INVALID_ARGUMENT, MilvusReason.INVALID),
                entry(Code.DEADLINE_EXCEEDED, MilvusReason.UNAVAILABLE),
                entry(Code.NOT_FOUND, MilvusReason.UNEXPECTED),
                entry(Code.ALREADY_EXISTS, MilvusReason.UNEXPECTED),
                entry(Code.PERMISSION_DENIED, MilvusReason.DENIED),
                entry(Code.RESOURCE_EXHAUSTED, MilvusReason.BUSY),
                entry(Code.FAILED_PRECONDITION, MilvusReason.UNEXPECTED),
                entry(Code.ABORTED, MilvusReason.UNAVAILABLE),
                entry(Code.OUT_OF_RANGE, MilvusReason.INVALID),
                entry(Code.UNIMPLEMENTED, MilvusReason.UNSUPPORTED),
                entry(Code.INTERNAL, MilvusReason.UNAVAILABLE),
                entry(Code.UNAVAILABLE, MilvusReason.UNAVAILABLE),
                entry(Code.DATA_LOSS, MilvusReason.UNAVAILABLE),
                entry(Code.UNAUTHENTICATED, MilvusReason.UNAUTHENTICATED)));
  }
}
