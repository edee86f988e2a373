// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.exceptions.StatementIsClosedException;
import com.mysql.cj.jdbc.exceptions.CommunicationsException;
import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import io.vecbridge.common.failure.RequestException.Failure;
import java.security.cert.CertificateException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OceanBaseFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "4012, HY000, RETRY",
    "4013, HY000, RETRY",
    "4030, HY000, RETRY",
    "4038, HY000, RETRY",
    "4121, HY000, RETRY",
    "4122, HY000, RETRY",
    "4719, HY000, RETRY",
    "4721, HY000, RETRY",
    "4723, HY000, RETRY",
    "5150, HY000, RETRY",
    "8001, HY000, RETRY",
    "8002, HY000, RETRY",
    "6005, HY000, RETRY",
    "1205, HY000, RETRY",
    "1213, 40001, RETRY",
    "6225, HY000, RETRY",
    "0, 08S01, RETRY",
    "0, 40001, RETRY",
    "1048, 23000, RECORD",
    "1062, 23000, RECORD",
    "1210, HY000, RECORD",
    "1264, 22003, RECORD",
    "1406, 22001, RECORD",
    "3140, 22032, RECORD",
    "7600, HY000, RECORD",
    "9999, 22012, RECORD",
    "9999, 23514, RECORD",
    "1044, 42000, FATAL",
    "1045, 28000, FATAL",
    "1054, 42S22, FATAL",
    "1142, 42000, FATAL",
    "1146, 42S02, FATAL",
    "1364, HY000, FATAL",
    "9999, HY000, FATAL",
    "9999, , FATAL"
  })
  void anErrorIsJudgedByItsCodeThenByItsState(int code, String state, Failure failure) {
    assertThat(OceanBaseFailures.classify(new SQLException("text", state, code)))
        .isEqualTo(failure);
    assertThat(OceanBaseFailures.classify(new BatchUpdateException("text", state, code, null)))
        .isEqualTo(failure);
  }

  @ParameterizedTest
  @CsvSource({"1045, true", "1290, true", "1044, false", "1142, false", "1146, false"})
  void aTenantThatRefusesEverythingIsDistinguishedFromATable(int code, boolean everything) {
    SQLException error = new SQLException("text", "HY000", code);
    assertThat(OceanBaseFailures.concernsTenant(OceanBaseFailures.request(error)))
        .isEqualTo(everything);
  }

  @Test
  void aFailedHandshakeIsALostConnectionWithItsReason() {
    Exception untrusted = new CertificateException("PKIX path building failed");
    CommunicationsException lost = new CommunicationsException("gone", untrusted);

    assertThat(OceanBaseFailures.classify(lost)).isEqualTo(Failure.RETRY);
    assertThat(OceanBaseFailures.reason(lost))
        .isEqualTo(
            "the server's certificate isn't trusted, check connection.tls.ca.file (PKIX path"
                + " building failed)");
  }

  @Test
  void aLostConnectionIsNeverTheRecordsFault() {
    CommunicationsException lost = new CommunicationsException("gone", new RuntimeException());

    assertThat(OceanBaseFailures.classify(lost)).isEqualTo(Failure.RETRY);
    assertThat(OceanBaseFailures.isConnectionLost(lost)).isTrue();
  }

  @Test
  void aBatchThatLosesItsConnectionIsAClosedStatementToTheDriver() {
    SQLException closed =
        new SQLException("closed", "S1009", new StatementIsClosedException("closed"));

    assertThat(OceanBaseFailures.classify(closed)).isEqualTo(Failure.RETRY);
    assertThat(OceanBaseFailures.reason(closed)).startsWith("the connection is lost");
  }

  @Test
  void aTimeoutOfTheDriverIsTriedAgain() {
    assertThat(OceanBaseFailures.classify(new SQLTimeoutException("late")))
        .isEqualTo(Failure.RETRY);
  }

  @Test
  void aRowLargerThanAPacketIsTheRecordsFault() {
    PacketTooBigException tooBig = new PacketTooBigException(10, 5);

    assertThat(OceanBaseFailures.classify(tooBig)).isEqualTo(Failure.RECORD);
    assertThat(OceanBaseFailures.reason(tooBig)).contains("max_allowed_packet");
  }

  @Test
  void theReasonNeverRepeatsTheServersText() {
    SQLException error = new SQLException("Duplicate entry 'secret' for key", "23000", 1062);

    assertThat(OceanBaseFailures.reason(error))
        .isEqualTo("another row has the same unique key (error 1062, SQLState 23000)");
  }
}
