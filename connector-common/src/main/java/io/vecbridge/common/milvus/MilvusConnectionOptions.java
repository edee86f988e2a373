// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options {@code milvus.*} of both Milvus connectors, declared once: as Debezium fields for the
 * source, and by {@link #define} in a {@link ConfigDef} for the sink.
 */
public final class MilvusConnectionOptions {
  /** Group of these options in a {@link ConfigDef}. */
  public static final String GROUP = "Milvus";

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int DEFAULT_REQUEST_TIMEOUT_MS = 30_000;

  /** {@code milvus.uri}. */
  public static final Field URI =
      Field.create("milvus.uri")
          .withDisplayName("Milvus URI")
          .withType(Type.STRING)
          .withWidth(Width.LONG)
          .withImportance(Importance.HIGH)
          .withGroup(Field.createGroupEntry(Field.Group.CONNECTION, 0))
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
          .withGroup(Field.createGroupEntry(Field.Group.CONNECTION, 1))
          .withDescription(
              "user:password, or an API key. Not set where Milvus runs without authorization.");

  /** {@code milvus.tls.ca.file}. */
  public static final Field TLS_CA_FILE =
      file(
          "milvus.tls.ca.file",
          "TLS: certificates to trust",
          2,
          "File with the certificates (PEM) that Milvus's own is checked against; those that the"
              + " JVM trusts where it isn't set.");

  /** {@code milvus.tls.client.cert.file}. */
  public static final Field TLS_CLIENT_CERT_FILE =
      file(
          "milvus.tls.client.cert.file",
          "TLS: client certificate",
          3,
          "File with the certificate (PEM) of this client, where Milvus asks for one"
              + " (tlsMode 2).");

  /** {@code milvus.tls.client.key.file}. */
  public static final Field TLS_CLIENT_KEY_FILE =
      file(
          "milvus.tls.client.key.file",
          "TLS: client key",
          4,
          "File with the key (PKCS#8 PEM, without a password) of the client certificate.");

  /** {@code milvus.tls.server.name}. */
  public static final Field TLS_SERVER_NAME =
      Field.create("milvus.tls.server.name")
          .withDisplayName("TLS: server name")
          .withType(Type.STRING)
          .withWidth(Width.MEDIUM)
          .withImportance(Importance.LOW)
          .withGroup(Field.createGroupEntry(Field.Group.CONNECTION_ADVANCED_SSL, 5))
          .withDescription("Name in Milvus's certificate, where it isn't the host of milvus.uri.");

  /** {@code milvus.request.timeout.ms}. */
  public static final Field REQUEST_TIMEOUT =
      Field.create("milvus.request.timeout.ms")
          .withDisplayName("Milvus request timeout (ms)")
          .withType(Type.INT)
          .withWidth(Width.SHORT)
          .withImportance(Importance.LOW)
          .withGroup(Field.createGroupEntry(Field.Group.CONNECTION_ADVANCED, 6))
          .withDefault(DEFAULT_REQUEST_TIMEOUT_MS)
          .withValidation(Field::isPositiveInteger)
          .withDescription(
              "The longest that one call to Milvus may take before it is tried again.");

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

  private static final Field.Set TLS_FIELDS =
      Field.setOf(TLS_CA_FILE, TLS_CLIENT_CERT_FILE, TLS_CLIENT_KEY_FILE, TLS_SERVER_NAME);

  private MilvusConnectionOptions() {}

  /** Adds the options to a definition, where {@code milvus.uri} has to be set. */
  public static ConfigDef define(ConfigDef definition) {
    int order = 0;
    for (Field field : FIELDS) {
      definition.define(
          field.name(),
          field.type(),
          field.isRequired() ? ConfigDef.NO_DEFAULT_VALUE : field.defaultValue(),
          validator(field),
          field.importance(),
          field.description(),
          GROUP,
          ++order,
          field.width(),
          field.displayName());
    }
    return definition;
  }

  /**
   * The connection that a connector's options describe.
   *
   * @throws ConfigException if they contradict each other
   */
  public static MilvusConnection from(Configuration options) {
    String uri = text(options, URI);
    if (uri == null) {
      throw new ConfigException(URI.name() + " is not set");
    }
    MilvusConnection connection =
        new MilvusConnection(
            parse(uri),
            text(options, TOKEN),
            text(options, TLS_CA_FILE),
            text(options, TLS_CLIENT_CERT_FILE),
            text(options, TLS_CLIENT_KEY_FILE),
            text(options, TLS_SERVER_NAME),
            Duration.ofMillis(options.getInteger(REQUEST_TIMEOUT)));
    if (!connection.tls()) {
      for (Field field : TLS_FIELDS) {
        if (text(options, field) != null) {
          throw new ConfigException(field.name() + " is set, but " + URI.name() + " isn't https");
        }
      }
    }
    if ((connection.tlsClientCertFile() == null) != (connection.tlsClientKeyFile() == null)) {
      throw new ConfigException(
          TLS_CLIENT_CERT_FILE.name()
              + " and "
              + TLS_CLIENT_KEY_FILE.name()
              + " go together: set both or neither");
    }
    return connection;
  }

  /** As {@link #from(Configuration)}, from the texts that a connector is started with. */
  public static MilvusConnection from(Map<String, String> options) {
    return from(Configuration.from(options));
  }

  private static Field file(String name, String displayName, int position, String description) {
    return Field.create(name)
        .withDisplayName(displayName)
        .withType(Type.STRING)
        .withWidth(Width.LONG)
        .withImportance(Importance.MEDIUM)
        .withGroup(Field.createGroupEntry(Field.Group.CONNECTION_ADVANCED_SSL, position))
        .withDescription(description);
  }

  private static String text(Configuration options, Field field) {
    String value = options.getString(field);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static ConfigDef.Validator validator(Field field) {
    if (field.validator() == null) {
      return null;
    }
    return ConfigDef.LambdaValidator.with(
        (name, value) ->
            field.validate(
                Configuration.from(Map.of(name, String.valueOf(value))),
                (failed, given, problem) -> {
                  throw new ConfigException(problem);
                }),
        () -> field == REQUEST_TIMEOUT ? "[1,...]" : "http[s]://host[:port]");
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
      throw new ConfigException(URI.name() + " is not a URI (" + e.getReason() + ")");
    }
    if (uri.getUserInfo() != null) {
      throw new ConfigException(
          URI.name() + " must not hold a user or password: they belong into " + TOKEN.name());
    }
    if (uri.getHost() == null || !SCHEMES.contains(String.valueOf(uri.getScheme()))) {
      throw new ConfigException(
          URI.name() + " must be http://host:port or, with TLS, https://host:port");
    }
    return uri;
  }
}
