// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, as connectors and tasks report it to Connect. */
public final class Version {
  private static final String RESOURCE = "version.properties";

  private static final String VERSION = load();

  private Version() {}

  /** Such as {@code 0.2.0}. */
  public static String current() {
    return VERSION;
  }

  private static String load() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + RESOURCE + " is not in the jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + RESOURCE + " can't be read", e);
    }
    return properties.getProperty("version");
  }
}
