// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.milvus.MilvusConnection.Tls;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The options {@code milvus.*} of both Milvus connectors. */
public final class MilvusConnectionOptions {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int DEFAULT_REQUEST_TIMEOUT_MS = 30_000;

  /** {@code milvus.uri}. */
  public static final Field URI =
      Field.create("milvus.uri")
          .withDisplayName("Milvus URI")
          .withType(Type.STRING)
          .withWidth(Width.LONG)
          .withImportance(Importance.HIGH)
          .required()
          .withValidation(MilvusConnectionOptions::validateUri)
          .withDescription(
              "Address of Milvus: http://host:19530, or https://host:port for TLS. With several"
                  + " proxies, that of their load balancer.");

  /** {@code milvus.token}. */
  public static final Field TOKEN =
      Field.create("milvus.token")
          .withDisplayName("Milvus token")
          .withType(Type.PASSWORD)
          .withWidth(Width.MEDIUM)
          .withImportance(Importance.HIGH)
          .withDescription(
              "user:password, or an API key. Leave it out if Milvus runs without authorization.");

  /** {@code milvus.tls.ca.file}. */
  public static final Field TLS_CA_FILE =
      file(
              "milvus.tls.ca.file",
              "TLS: trusted certificates",
              "File with the certificates (PEM) that Milvus's certificate is checked against. By"
                  + " default the JVM's trusted certificates.")
          .withValidation(MilvusConnectionOptions::requireCertificates);

  /** {@code milvus.tls.client.cert.file}. */
  public static final Field TLS_CLIENT_CERT_FILE =
      file(
              "milvus.tls.client.cert.file",
              "TLS: client certificate",
              "File with the client certificate (PEM), if Milvus requires one (tlsMode 2).")
          .withValidation(MilvusConnectionOptions::requireBothClientFiles);

  /** {@code milvus.tls.client.key.file}. */
  public static final Field TLS_CLIENT_KEY_FILE =
      file(
          "milvus.tls.client.key.file",
          "TLS: client key",
          "File with the key (PKCS#8 PEM, without a password) of the client certificate.");

  /** {@code milvus.tls.server.name}. */
  public static final Field TLS_SERVER_NAME =
      Field.create("milvus.tls.server.name")
          .withDisplayName("TLS: server name")
          .withType(Type.STRING)
          .withWidth(Width.MEDIUM)
          .withImportance(Importance.LOW)
          .withValidation(MilvusConnectionOptions::requireTls)
          .withDescription("Name in Milvus's certificate, if it isn't the host of milvus.uri.");

  /** {@code milvus.request.timeout.ms}. */
  public static final Field REQUEST_TIMEOUT =
      Field.create("milvus.request.timeout.ms")
          .withDisplayName("Milvus request timeout (ms)")
          .withType(Type.INT)
          .withWidth(Width.SHORT)
          .withImportance(Importance.LOW)
          .withDefault(DEFAULT_REQUEST_TIMEOUT_MS)
          .withValidation(Field.RangeValidator.atLeast(1))
          .withDescription(
              "The maximum time of one call to Milvus before it is retried, in milliseconds.");

  /** All of them, in the order of the documentation. */
  public static final Field.Set FIELDS =
      Field.setOf(
          URI,
          TOKEN,
          TLS_CA_FILE,
          TLS_CLIENT_CERT_FILE,
          TLS_CLIENT_KEY_FILE,
          TLS_SERVER_NAME,
          REQUEST_TIMEOUT);

  private MilvusConnectionOptions() {}

  /** The connection that a connector's options, which are valid and have defaults, describe. */
  public static MilvusConnection from(Configuration options) {
    return new MilvusConnection(
        parse(options.getString(URI)),
        text(options, TOKEN),
        new Tls(
            text(options, TLS_CA_FILE),
            text(options, TLS_CLIENT_CERT_FILE),
            text(options, TLS_CLIENT_KEY_FILE),
            text(options, TLS_SERVER_NAME)),
        Duration.ofMillis(options.getInteger(REQUEST_TIMEOUT)));
  }

  private static Field file(String name, String displayName, String description) {
    return Field.create(name)
        .withDisplayName(displayName)
        .withWidth(Width.LONG)
        .withImportance(Importance.MEDIUM)
        .withValidation(MilvusConnectionOptions::requireTls)
        .withDescription(description);
  }

  private static String text(Configuration options, Field field) {
    String value = options.getString(field);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static int validateUri(
      Configuration options, Field field, Field.ValidationOutput problems) {
    String uri = text(options, field);
    if (uri == null) {
      return 0;
    }
    try {
      parse(uri);
      return 0;
    } catch (ConfigException e) {
      problems.accept(field, null, e.getMessage());
      return 1;
    }
  }

  /** Reads a uri of the form {@code http[s]://host[:port]}. */
  private static URI parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new ConfigException(URI.name() + " is not a URI (" + e.getReason() + ").");
    }
    if (uri.getUserInfo() != null) {
      throw new ConfigException(
          URI.name() + " must not contain a user or password: set " + TOKEN.name() + " instead.");
    }
    if (uri.getHost() == null || !SCHEMES.contains(String.valueOf(uri.getScheme()))) {
      throw new ConfigException(
          URI.name() + " must be http://host:port or, with TLS, https://host:port.");
    }
    return uri;
  }

  private static int requireTls(
      Configuration options, Field field, Field.ValidationOutput problems) {
    String uri = text(options, URI);
    if (text(options, field) == null || uri == null || uri.startsWith("https:")) {
      return 0;
    }
    problems.accept(field, null, field.name() + " is set, but milvus.uri isn't https.");
    return 1;
  }

  private static int requireCertificates(
      Configuration options, Field field, Field.ValidationOutput problems) {
    String file = text(options, TLS_CA_FILE);
    return file == null ? 0 : requireFiles(field, new Tls(file, null, null, null), problems);
  }

  private static int requireFiles(Field field, Tls files, Field.ValidationOutput problems) {
    try {
      MilvusChannel.checkFiles(files);
      return 0;
    } catch (ConfigException e) {
      problems.accept(field, null, e.getMessage());
      return 1;
    }
  }

  private static int requireBothClientFiles(
      Configuration options, Field field, Field.ValidationOutput problems) {
    String certificate = text(options, TLS_CLIENT_CERT_FILE);
    String key = text(options, TLS_CLIENT_KEY_FILE);
    if (certificate != null && key != null) {
      return requireFiles(field, new Tls(null, certificate, key, null), problems);
    }
    if (certificate == null && key == null) {
      return 0;
    }
    problems.accept(
        field,
        null,
        "milvus.tls.client.cert.file and milvus.tls.client.key.file go together: set both or"
            + " neither.");
    return 1;
  }
}
