// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The servers that {@code bin/servers} has put into the cache: one folder per server and version.
 */
public final class Installation {
  private final Path servers;
  private final Properties versions;

  private Installation(Path servers, Properties versions) {
    this.servers = servers;
    this.versions = versions;
  }

  /** The cache of this user: {@code VECBRIDGE_CACHE}, by default {@code ~/.cache/vecbridge}. */
  public static Installation ofUser() {
    Properties versions = Checkout.properties("servers.properties");
    return new Installation(cache().resolve("servers-" + versions.getProperty("recipe")), versions);
  }

  /**
   * Where a server is installed.
   *
   * @param server a name of {@code servers.properties}, e.g. {@code milvus}
   * @throws IllegalStateException if it isn't installed
   */
  public Path folder(String server) {
    return find(server)
        .orElseThrow(
            () -> new IllegalStateException(path(server) + " is missing: run bin/servers first"));
  }

  /** Where a server is installed; empty if it isn't. */
  public Optional<Path> find(String server) {
    return Optional.of(path(server)).filter(Files::isDirectory);
  }

  private Path path(String server) {
    return servers.resolve(server + "-" + versions.getProperty(server));
  }

  private static Path cache() {
    String own = setting("VECBRIDGE_CACHE");
    if (own != null) {
      return Path.of(own);
    }
    String all = setting("XDG_CACHE_HOME");
    // As bin/servers does: user.home is another folder where HOME is set, as in containers.
    Path caches = all == null ? Path.of(System.getenv("HOME"), ".cache") : Path.of(all);
    return caches.resolve("vecbridge");
  }

  private static String setting(String name) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
