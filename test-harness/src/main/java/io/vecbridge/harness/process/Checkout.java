// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The checkout that the harness runs in: where modules build to and where logs go. */
final class Checkout {
  private Checkout() {}

  /**
   * The folder of the root pom: the nearest one upwards of the working directory that holds this
   * module.
   */
  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("test-harness/pom.xml"))) {
        return folder;
      }
    }
    throw new IllegalStateException("Run this from inside of the checkout, not from " + here);
  }

  /**
   * The plugin archive that a module builds.
   *
   * @param module its name, or the absolute path of a module of another checkout, whatever its
   *     version
   */
  static Path pluginZip(String module) {
    return Path.of(module).isAbsolute() ? onlyZip(Path.of(module)) : zip(module, module);
  }

  private static Path onlyZip(Path module) {
    try (Stream<Path> files = Files.list(module.resolve("target"))) {
      List<Path> zips = files.filter(file -> file.toString().endsWith(".zip")).toList();
      if (zips.size() != 1) {
        throw new IllegalStateException(module + " has " + zips.size() + " archives, not one");
      }
      return zips.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The archive of the operator's tool. */
  static Path toolZip() {
    return zip("operator-tool", "vecbridge");
  }

  private static Path zip(String module, String archive) {
    String name = archive + "-" + properties("project.properties").getProperty("version") + ".zip";
    Path zip = root().resolve(module).resolve("target").resolve(name);
    if (!Files.exists(zip)) {
      throw new IllegalStateException(zip + " is missing: run mvn package first");
    }
    return zip;
  }

  /** A properties file of the harness's resources. */
  static Properties properties(String name) {
    Properties properties = new Properties();
    try (InputStream in = Checkout.class.getResourceAsStream("/io/vecbridge/harness/" + name)) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
