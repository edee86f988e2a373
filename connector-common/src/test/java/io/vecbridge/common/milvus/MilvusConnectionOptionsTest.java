// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MilvusConnectionOptionsTest {
  private static final String URI = "milvus.uri";

  @Test
  void theSameKeysServeADebeziumConfigurationAndAConfigDef() {
    ConfigDef definition = MilvusConnectionOptions.define(new ConfigDef());
    assertThat(definition.names())
        .containsExactlyInAnyOrderElementsOf(MilvusConnectionOptions.FIELDS.allFieldNames());
    AbstractConfig config =
        new AbstractConfig(
            definition, Map.of(URI, "http://milvus:19530", "milvus.token", "root:Milvus"), false);
    assertThat(config.getPassword("milvus.token")).isEqualTo(new Password("root:Milvus"));
    assertThat(config.getInt("milvus.request.timeout.ms")).isEqualTo(30_000);
  }

  @Test
  void anAddressIsAllThatIsNeeded() {
    MilvusConnection connection = MilvusConnectionOptions.from(Map.of(URI, "http://milvus"));
    assertThat(connection.host()).isEqualTo("milvus");
    assertThat(connection.port()).isEqualTo(19530);
    assertThat(connection.tls()).isFalse();
    assertThat(connection.token()).isNull();
    assertThat(connection.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void tlsIsAskedForByTheAddress() {
    MilvusConnection connection =
        MilvusConnectionOptions.from(
            Map.of(
                URI,
                "https://milvus:443",
                "milvus.tls.ca.file",
                "/etc/ca.pem",
                "milvus.tls.server.name",
                "db"));
    assertThat(connection.tls()).isTrue();
    assertThat(connection.port()).isEqualTo(443);
    assertThat(connection.tlsCaFile()).isEqualTo("/etc/ca.pem");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"milvus:19530", "grpc://milvus:19530", "http://", "http://a b", "nonsense"})
  void anAddressThatIsNoneIsRefusedInBothForms(String uri) {
    List<String> problems = new ArrayList<>();
    boolean valid =
        Configuration.from(Map.of(URI, uri))
            .validate(
                MilvusConnectionOptions.FIELDS, (field, value, problem) -> problems.add(problem));
    assertThat(valid).isFalse();
    assertThat(problems).singleElement().asString().contains(URI);
    assertThat(validate(Map.of(URI, uri)).get(URI)).singleElement().asString().contains(URI);
  }

  @Test
  void aMissingAddressIsRefusedInBothForms() {
    assertThat(
            Configuration.from(Map.of())
                .validate(MilvusConnectionOptions.FIELDS, (field, value, problem) -> {}))
        .isFalse();
    assertThat(validate(Map.of()).get(URI)).isNotEmpty();
  }

  @Test
  void aPasswordInTheAddressIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> MilvusConnectionOptions.from(Map.of(URI, "http://root:secret@milvus")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("milvus.token")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aTlsFileWithoutTlsIsRefused() {
    assertThatThrownBy(
            () ->
                MilvusConnectionOptions.from(
                    Map.of(URI, "http://milvus", "milvus.tls.ca.file", "/etc/ca.pem")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("milvus.tls.ca.file is set, but milvus.uri isn't https");
  }

  @Test
  void aClientCertificateNeedsItsKey() {
    assertThatThrownBy(
            () ->
                MilvusConnectionOptions.from(
                    Map.of(URI, "https://milvus", "milvus.tls.client.cert.file", "/etc/c.pem")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("milvus.tls.client.key.file go together");
  }

  @Test
  void aFileThatIsNotThereIsNamedByItsOption() {
    MilvusConnection connection =
        MilvusConnectionOptions.from(
            Map.of(URI, "https://milvus", "milvus.tls.ca.file", "/no/such/file.pem"));
    assertThatThrownBy(() -> MilvusClient.open(connection))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("milvus.tls.ca.file: the file can't be read");
  }

  @Test
  void theTokenIsNotInTheText() {
    MilvusConnection connection =
        MilvusConnection.of("http://milvus:19530", "root:secret", Duration.ofSeconds(1));
    assertThat(connection.toString()).isEqualTo("http://milvus:19530");
  }

  private static Map<String, List<String>> validate(Map<String, String> options) {
    return MilvusConnectionOptions.define(new ConfigDef()).validate(options).stream()
        .collect(Collectors.toMap(value -> value.name(), value -> value.errorMessages()));
  }
}
