// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority of a test's own, in a folder of the test's. Keys and certificates are
 * made by the JDK's keytool and are valid for a day.
 */
public final class CertificateAuthority {
  /** The password of all key stores. */
  public static final String PASSWORD = "changeit";

  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path folder;
  private final String name;
  private final Path certificate;

  /**
   * Creates an authority.
   *
   * @param name of its files; others in the folder have other names
   */
  public CertificateAuthority(Path folder, String name) throws IOException {
    this.folder = folder;
    this.name = name;
    keytool(name, "EC", "-dname", "CN=" + name, "-ext", "bc:c");
    this.certificate = write(name, "CERTIFICATE", content(name).certificate());
  }

  /**
   * A certificate and its key, in PEM.
   *
   * @param key PKCS#8, without a password
   */
  public record Issued(Path certificate, Path key) {}

  private record Content(byte[] certificate, byte[] key) {}

  /** The authority's own certificate, in PEM. */
  public Path certificate() {
    return certificate;
  }

  /** A certificate of this machine, for a server or a client. */
  public Issued issue(String alias) throws IOException {
    return issue(alias, "EC", "localhost");
  }

  /**
   * A certificate.
   *
   * @param keyType RSA or EC
   * @param host its host; of {@code localhost}, also 127.0.0.1
   */
  public Issued issue(String alias, String keyType, String host) throws IOException {
    String names = "san=dns:" + host + (host.equals("localhost") ? ",ip:127.0.0.1" : "");
    keytool(alias, keyType, "-signer", name, "-dname", "CN=" + alias, "-ext", names);
    Content content = content(alias);
    return new Issued(
        write(alias, "CERTIFICATE", content.certificate()),
        write(alias + "-key", "PRIVATE KEY", content.key()));
  }

  /** A PKCS12 file that trusts this authority, for programs that read no PEM. */
  public Path trustStore() throws IOException {
    try {
      KeyStore trusted = empty();
      trusted.setCertificateEntry(name, all().getCertificate(name));
      return write(name + "-trust", trusted);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** A PKCS12 file with an issued certificate and its key. */
  public Path keyStore(String alias) throws IOException {
    try {
      KeyStore all = all();
      KeyStore keys = empty();
      char[] password = PASSWORD.toCharArray();
      Certificate[] chain = all.getCertificateChain(alias);
      keys.setKeyEntry(alias, all.getKey(alias, password), password, chain);
      return write(alias, keys);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private void keytool(String alias, String keyType, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-validity", "1"));
    command.addAll(List.of("-alias", alias, "-keyalg", keyType));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store().toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Content content(String alias) throws IOException {
    try {
      KeyStore keys = all();
      return new Content(
          keys.getCertificate(alias).getEncoded(),
          keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private KeyStore all() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    return keys;
  }

  private Path store() {
    return folder.resolve(name + ".p12");
  }

  private Path write(String file, KeyStore keys) throws IOException, GeneralSecurityException {
    Path path = folder.resolve(file + "-store.p12");
    try (OutputStream out = Files.newOutputStream(path)) {
      keys.store(out, PASSWORD.toCharArray());
    }
    return path;
  }

  private Path write(String file, String kind, byte[] content) throws IOException {
    return Files.writeString(
        folder.resolve(file + ".pem"),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, PEM.encodeToString(content), kind));
  }
}
