// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.FakeTenant;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020-02-29 | 2020-02-29",
        "2020-02-29 23:59:59 | 2020-02-29 23:59:59.000000",
        "2020-02-29 23:59:50.100 | 2020-02-29 23:59:50.100000",
        "2020-02-29 23:59:59.123456 | 2020-02-29 23:59:59.123456",
        "0000-00-00 00:00:00 | 0000-00-00 00:00:00.000000",
        "12:30:00 | 012:30:00.000000",
        "00:00:00.5 | 000:00:00.500000",
        "-00:00:00.50 | -000:00:00.500000",
        "-838:59:59 | -838:59:59.000000"
      })
  void aTimeHasTheSameCursorInTheTableAndInTheLogWhateverTheirDigits(String read, String logged)
      throws SQLException {
    assertThat(KeyType.TEMPORAL.logged(logged.getBytes(StandardCharsets.US_ASCII), null))
        .isEqualTo(KeyType.TEMPORAL.read(row(read), 1));
  }

  @ParameterizedTest
  @CsvSource({"00000000000000000005,5", "0001.50,1.50", "0.00,0.00", "-7.25,-7.25"})
  void aNumberThatTheServerFillsWithZerosHasTheCursorOfTheLog(String read, BigDecimal logged)
      throws SQLException {
    assertThat(KeyType.DECIMAL.logged(logged, logged))
        .isEqualTo(KeyType.DECIMAL.read(row(read), 1));
  }

  private static ResultSet row(String value) throws SQLException {
    ResultSet row =
        new FakeTenant()
            .answer("SELECT", new Object[] {value})
            .connection()
            .createStatement()
            .executeQuery("SELECT");
    row.next();
    return row;
  }
}
