// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.tls;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.io.IOException;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The options {@code connection.tls.*} of both OceanBase connectors. */
public final class TlsOptions {
  /** {@code connection.tls.ca.file}. */
  public static final Field CA_FILE =
      file("ca", "trusted certificates")
          .withValidation(TlsOptions::validateCertificates)
          .withDescription(
              "File with the certificates (PEM) that the server's certificate is checked against. By"
                  + " default the JVM's trusted certificates. With any of the connection.tls options,"
                  + " connections are encrypted, to the binlog too, and the server's certificate must"
                  + " be of the host in connection.url, unless that sets sslMode=VERIFY_CA.");

  /** {@code connection.tls.client.cert.file}. */
  public static final Field CLIENT_CERT_FILE =
      file("client.cert", "client certificate")
          .withValidation(TlsOptions::validateClient)
          .withDescription(
              "File with the client certificate (PEM), if the server requires one, followed by the"
                  + " certificates between it and the root.");

  /** {@code connection.tls.client.key.file}. */
  public static final Field CLIENT_KEY_FILE =
      file("client.key", "client key")
          .withDescription(
              "File with the key (PKCS#8 PEM, without a password) of the client certificate.");

  /** All of them, in the order of the documentation. */
  public static final Field.Set FIELDS = Field.setOf(CA_FILE, CLIENT_CERT_FILE, CLIENT_KEY_FILE);

  private TlsOptions() {}

  /** The files that a connector's options name. */
  public static TlsFiles of(Configuration config) {
    return new TlsFiles(
        text(config, CA_FILE), text(config, CLIENT_CERT_FILE), text(config, CLIENT_KEY_FILE));
  }

  private static Field file(String name, String displayName) {
    return Field.create("connection.tls." + name + ".file")
        .withDisplayName("TLS: " + displayName)
        .withWidth(Width.LONG)
        .withImportance(Importance.MEDIUM);
  }

  private static String text(Configuration config, Field field) {
    String value = config.getString(field);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static int validateCertificates(
      Configuration config, Field field, Field.ValidationOutput problems) {
    return validate(new TlsFiles(text(config, CA_FILE), null, null), field, problems);
  }

  private static int validateClient(
      Configuration config, Field field, Field.ValidationOutput problems) {
    TlsFiles files =
        new TlsFiles(null, text(config, CLIENT_CERT_FILE), text(config, CLIENT_KEY_FILE));
    if ((files.certificate() == null) == (files.key() == null)) {
      return validate(files, field, problems);
    }
    problems.accept(
        field,
        null,
        "connection.tls.client.cert.file and connection.tls.client.key.file go together: set both or"
            + " neither.");
    return 1;
  }

  private static int validate(TlsFiles files, Field field, Field.ValidationOutput problems) {
    if (!files.given()) {
      return 0;
    }
    try {
      files.context();
      return 0;
    } catch (IOException e) {
      problems.accept(field, null, e.getMessage());
      return 1;
    }
  }
}
