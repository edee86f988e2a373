// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.config.Validation;
import io.vecbridge.common.testing.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OceanBaseConnectionConfigTest {
  private static final String CA_FILE = "connection.tls.ca.file";

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://h:2881/db, db",
    "jdbc:mysql://h:2881/db?a=b/c, db",
    "jdbc:mysql://h:2881/, ''",
    "jdbc:mysql://h:2881, ''",
    "'jdbc:mysql://h1:1,h2:2/my%20db', my db"
  })
  void theDatabaseIsTheUrlsPath(String url, String database) {
    assertThat(config(url).database()).isEqualTo(database);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:oceanbase://h/x|must begin with jdbc:mysql:// ",
        "jdbc:mysql:loadbalance://h1,h2/x|must begin with jdbc:mysql:// ",
        "jdbc:mysql:replication://h1,h2/x|must begin with jdbc:mysql:// ",
        "jdbc:mysql:h|must begin with jdbc:mysql:// ",
        "jdbc:mysql://h1,h2/x?queriesBeforeRetrySource=50|at the end of a transaction",
        "jdbc:mysql://h1,h2/x?secondsBeforeRetrySource=30|at the end of a transaction",
        "jdbc:mysql://h/x?useAffectedRows=true|matching rows",
        "jdbc:mysql://h1,h2/x?failOverReadOnly=true|every host",
        "jdbc:mysql://h/x?password=x|connection.password",
        "jdbc:mysql://root:secret@h/x|connection.password",
        "jdbc:mysql://(host=h,password=x)/x|connection.password",
        "jdbc:mysql://h/x?useServerPrepStmts=true|useserverprepstmts=true",
        "jdbc:mysql://h/x?a=1&emulateUnsupportedPstmts=FALSE|emulateunsupportedpstmts=FALSE",
        "jdbc:mysql://h/x?autoReconnect=true|open transaction",
        "jdbc:mysql://h/x?socketTimeout=0|query.timeout.ms sets it",
        "jdbc:mysql://h/x?connectTimeout=1|connection.timeout.ms sets it",
        "jdbc:mysql://h/x?characterEncoding=latin1|sent as UTF-8",
        "jdbc:mysql://h/x?connectionCollation=latin1_bin|sent as UTF-8",
        "jdbc:mysql://h/x?tinyInt1isBit=true|holds numbers too",
        "jdbc:mysql://h/x?serverTimezone=Asia/Tokyo|in UTC",
        "jdbc:mysql://h/x?jdbcCompliantTruncation=false|must be an error",
        "jdbc:mysql://h/x?sessionVariables=sql_mode=''|sets these variables",
        "jdbc:mysql://h/x?sessionVariables=ob_read_consistency=weak|sets these variables",
        "jdbc:mysql://h/x?useCursorFetch=true|prepared by the server",
        "jdbc:mysql://h/x?maxRows=10|rows would be missing",
        "jdbc:mysql://h/x?padCharsWithSpace=true|values would be changed",
        "jdbc:mysql://h/x?defaultFetchSize=100|page by page",
        "jdbc:mysql://h/x?allowLoadLocalInfile=true|files of the worker",
        "jdbc:mysql://h/x?allowLoadLocalInfileInPath=/|files of the worker",
        "jdbc:mysql://h/x?allowUrlInLocalInfile=true|files of the worker",
        "jdbc:mysql://h/x?autoDeserialize=true|would be created",
        "jdbc:mysql://h/x?characterSetResults=latin1|read as UTF-8",
        "jdbc:mysql://h/x?sslmode=REQUIRED|must spell sslMode like this",
        "jdbc:mysql://h/x?sslMode=ON|the modes are DISABLED, PREFERRED, REQUIRED",
        "jdbc:mysql://h/x?trustCertificateKeyStorePassword=x|must not set trustcertificatekeystorepassword"
      })
  void aUrlThatUndoesWhatIsReliedOnIsRefused(String url, String reason) {
    assertThatThrownBy(() -> config(url))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://h/x?sslMode=VERIFY_CA&trustCertificateKeyStoreUrl=file:/ca.p12",
        "jdbc:mysql://h/x?characterEncoding=UTF-8&connectionTimeZone=UTC&tinyInt1isBit=false",
        "jdbc:mysql://h/x?sessionVariables=ob_read_consistency='STRONG'",
        "jdbc:mysql://h/x?characterSetResults=UTF-8&useCursorFetch=false"
      })
  void aUrlThatUndoesNothingIsTaken(String url) {
    assertThat(config(url).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://h/x, PREFERRED",
    "jdbc:mysql://h/x?sslMode=required, REQUIRED",
    "jdbc:mysql://h/x?sslMode=VERIFY_CA, VERIFY_CA",
    "jdbc:mysql://h/x?useSSL=false, DISABLED",
    "jdbc:mysql://h/x?requireSSL=true, REQUIRED"
  })
  void theModeOfTlsIsTheDriversOwn(String url, SslMode mode) {
    assertThat(config(url).sslMode()).isEqualTo(mode);
  }

  @Test
  void aTlsFileMakesTheServersCertificateCount(@TempDir Path folder) throws IOException {
    String ca = new CertificateAuthority(folder, "ca").certificate().toString();

    assertThat(config("jdbc:mysql://h/x", CA_FILE, ca).sslMode())
        .isEqualTo(SslMode.VERIFY_IDENTITY);
    assertThat(config("jdbc:mysql://h/x?sslMode=VERIFY_CA", CA_FILE, ca).sslMode())
        .isEqualTo(SslMode.VERIFY_CA);
    for (String parameter :
        List.of(
            "sslMode=REQUIRED",
            "useSSL=true",
            "tlsVersions=TLSv1.3",
            "trustCertificateKeyStoreUrl=file:/ca.p12")) {
      assertThatThrownBy(() -> config("jdbc:mysql://h/x?" + parameter, CA_FILE, ca))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("with the connection.tls options");
    }
  }

  @Test
  void tlsFilesAreReadWhenTheyAreConfigured(@TempDir Path folder) throws IOException {
    String ca = new CertificateAuthority(folder, "ca").certificate().toString();

    assertThatThrownBy(() -> config("jdbc:mysql://h/x", CA_FILE, "/no/such.pem"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("connection.tls.ca.file (/no/such.pem) can't be read");
    assertThatThrownBy(() -> config("jdbc:mysql://h/x", "connection.tls.client.cert.file", ca))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("connection.tls.client.key.file go together");
    assertThatThrownBy(
            () ->
                config(
                    "jdbc:mysql://h/x",
                    "connection.tls.client.cert.file",
                    ca,
                    "connection.tls.client.key.file",
                    ca))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("connection.tls.client.key.file (" + ca + ") must hold a key");
  }

  @Test
  void theFirstOfSeveralHostsIsTheServerOfTheBinlog() {
    ConnectionUrl url = config("jdbc:mysql://h1:2884,h2:2885/x?sslMode=REQUIRED").parsedUrl();
    assertThat(url.withHost(url.host(), url.port()))
        .isEqualTo("jdbc:mysql://h1:2884/?sslMode=REQUIRED");
  }

  @Test
  void thePasswordDoesNotPrint() {
    OceanBaseConnectionConfig config = config("jdbc:mysql://h/x");

    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(config.queryTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  private static OceanBaseConnectionConfig config(String url, String... others) {
    Map<String, String> properties = new HashMap<>();
    properties.put("connection.url", url);
    properties.put("connection.username", "root@mysql");
    properties.put("connection.password", "s3cret");
    for (int i = 0; i < others.length; i += 2) {
      properties.put(others[i], others[i + 1]);
    }
    Options options = Options.none().with("Connection", OceanBaseConnectionConfig.FIELDS);
    new Validation(
            options, OceanBaseConnectionConfig.FIELDS, valid -> List.of(), valid -> List.of())
        .require(properties);
    return OceanBaseConnectionConfig.of(options.read(properties));
  }
}
