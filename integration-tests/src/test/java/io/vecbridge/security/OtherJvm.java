// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import io.vecbridge.common.testing.CertificateAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs in a JVM of their own, with the key stores that docs/operator-tool.md sets by JAVA_OPTS.
 */
final class OtherJvm {
  private static final String STORE = "-Djavax.net.ssl.%1$s=.. -Djavax.net.ssl.%1$sPassword=..";
  private static final Path PAGE = Path.of("../docs/operator-tool.md");

  private final List<String> options = new ArrayList<>();

  /** With what the servers of this authority are trusted by. */
  static OtherJvm trusting(CertificateAuthority authority) throws IOException {
    if (!Files.readString(PAGE).contains("JAVA_OPTS=\"" + STORE.formatted("trustStore") + "\"")) {
      throw new IllegalStateException(PAGE + " says something else");
    }
    return new OtherJvm().with("trustStore", authority.trustStore());
  }

  /** With a certificate of its own. */
  OtherJvm showing(Path keyStore) {
    return with("keyStore", keyStore);
  }

  private OtherJvm with(String kind, Path file) {
    for (String option : STORE.formatted(kind).split(" ")) {
      String value = option.contains("Password") ? CertificateAuthority.PASSWORD : file.toString();
      options.add(option.replace("..", value));
    }
    return this;
  }

  /** Runs a program to its end, and returns what it has written. */
  String run(Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A JVM says so if it takes options from there.
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
