// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.config.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MilvusConnectionOptionsTest {
  private static final String URI = "milvus.uri";

  private static final Options OPTIONS =
      Options.none().with("Milvus", MilvusConnectionOptions.FIELDS);

  @Test
  void theTokenIsAPassword() {
    assertThat(OPTIONS.configDef().configKeys().get("milvus.token").type)
        .isEqualTo(ConfigDef.Type.PASSWORD);
    assertThat(OPTIONS.configDef().defaultValues().get("milvus.request.timeout.ms"))
        .isEqualTo(30_000);
  }

  @Test
  void anAddressIsAllThatIsNeeded() {
    MilvusConnection connection = from(Map.of(URI, "http://milvus"));
    assertThat(connection.host()).isEqualTo("milvus");
    assertThat(connection.port()).isEqualTo(19530);
    assertThat(connection.isEncrypted()).isFalse();
    assertThat(connection.token()).isNull();
    assertThat(connection.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void tlsIsAskedForByTheAddress() {
    MilvusConnection connection =
        from(Map.of(URI, "https://milvus:443", "milvus.tls.server.name", "db"));
    assertThat(connection.isEncrypted()).isTrue();
    assertThat(connection.port()).isEqualTo(443);
    assertThat(connection.tls().serverName()).isEqualTo("db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"milvus:19530", "grpc://milvus:19530", "http://", "http://a b", "nonsense"})
  void anAddressThatIsNoneIsRefused(String uri) {
    assertThat(OPTIONS.findings(OPTIONS.read(Map.of(URI, uri))))
        .singleElement()
        .asString()
        .contains(URI);
  }

  @Test
  void aMissingAddressIsRefused() {
    assertThat(OPTIONS.findings(OPTIONS.read(Map.of())))
        .singleElement()
        .hasToString("milvus.uri: A value is required");
  }

  @Test
  void aPasswordInTheAddressIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> from(Map.of(URI, "http://root:secret@milvus")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("milvus.token")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aTlsFileWithoutTlsIsRefused() {
    assertThatThrownBy(
            () -> from(Map.of(URI, "http://milvus", "milvus.tls.ca.file", "/etc/ca.pem")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("milvus.tls.ca.file is set, but milvus.uri isn't https");
  }

  @Test
  void aClientCertificateNeedsItsKey() {
    assertThatThrownBy(
            () -> from(Map.of(URI, "https://milvus", "milvus.tls.client.cert.file", "/etc/c.pem")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("milvus.tls.client.key.file go together");
  }

  @Test
  void aTlsFileThatIsMissingOrHoldsSomethingElseIsRefusedAtItsOption(@TempDir Path folder)
      throws IOException {
    String text = Files.writeString(folder.resolve("key.pem"), "no key").toString();
    String certificate = Files.writeString(folder.resolve("cert.pem"), "none").toString();

    assertThat(found(Map.of(URI, "https://milvus", "milvus.tls.ca.file", "/no/such/file.pem")))
        .singleElement()
        .asString()
        .startsWith("milvus.tls.ca.file: milvus.tls.ca.file can't be read (");
    assertThat(found(Map.of(URI, "https://milvus", "milvus.tls.ca.file", text)))
        .singleElement()
        .asString()
        .contains("milvus.tls.ca.file must hold certificates")
        .doesNotContain("no key");
    assertThat(
            found(
                Map.of(
                    URI,
                    "https://milvus",
                    "milvus.tls.client.cert.file",
                    certificate,
                    "milvus.tls.client.key.file",
                    text)))
        .singleElement()
        .asString()
        .contains("milvus.tls.client.key.file must hold certificates and, for the key, PKCS#8");
  }

  @Test
  void theTokenIsNotInTheText() {
    MilvusConnection connection =
        MilvusConnection.of("http://milvus:19530", "root:secret", Duration.ofSeconds(1));
    assertThat(connection.toString()).isEqualTo("http://milvus:19530");
  }

  private static List<Finding> found(Map<String, String> properties) {
    return OPTIONS.findings(OPTIONS.read(properties));
  }

  private static MilvusConnection from(Map<String, String> properties) {
    Validation.refuse(OPTIONS.findings(OPTIONS.read(properties)));
    return MilvusConnectionOptions.from(OPTIONS.read(properties));
  }
}
