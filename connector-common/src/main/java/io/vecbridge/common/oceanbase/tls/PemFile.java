// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PEM file that an option names. What is wrong with it is reported with the option and the file,
 * never with its content.
 *
 * @param option the option's name
 * @param path the file
 */
record PemFile(String option, String path) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  /** All certificates in the file, in its order; at least one. */
  List<X509Certificate> certificates() throws IOException {
    byte[] content = read();
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (CertificateException e) {
      // Reported below: the message can quote what was read.
    }
    throw new TlsFileException(this + " must hold certificates in PEM.");
  }

  /** The key in the file. */
  PrivateKey key() throws IOException {
    Matcher block = KEY.matcher(new String(read(), ISO_8859_1));
    if (!block.find()) {
      throw noKey();
    }
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(block.group(1));
    } catch (IllegalArgumentException e) {
      throw noKey();
    }
    for (String type : KEY_TYPES) {
      try {
        return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // The key is of another type.
      } catch (GeneralSecurityException e) {
        throw new TlsFileException(this + " can't be read: this JVM has no keys of type " + type);
      }
    }
    throw noKey();
  }

  private TlsFileException noKey() {
    return new TlsFileException(
        this
            + " must hold a key in PEM, PKCS#8 without a password: openssl pkcs8 -topk8 -nocrypt"
            + " converts others.");
  }

  private byte[] read() throws IOException {
    try {
      return Files.readAllBytes(Path.of(path));
    } catch (IOException | InvalidPathException e) {
      throw new TlsFileException(this + " can't be read: " + e.getClass().getSimpleName() + ".");
    }
  }

  @Override
  public String toString() {
    return option + " (" + path + ")";
  }
}
