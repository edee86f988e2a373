// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Options that replace those of the connectors: what Connect's config providers hide, and addresses
 * that differ from here.
 *
 * <p>A file of properties has them as {@code source.<option>}, {@code sink.<option>}, or {@code
 * <option>} for both; those of {@code connect.}, {@code kafka.} and {@code jmx.} are settings of a
 * client. An option whose value is still a reference to a config provider is taken from the
 * environment: {@code connection.password} from {@code VECBRIDGE_CONNECTION_PASSWORD}.
 */
public final class Replacements {
  private final Map<String, String> given;
  private final Map<String, String> environment;

  /**
   * Of a file and the environment.
   *
   * @param given the file's properties
   * @param environment such as {@link System#getenv()}
   */
  public Replacements(Map<String, String> given, Map<String, String> environment) {
    this.given = Map.copyOf(given);
    this.environment = environment;
  }

  /**
   * The properties of a file; none without one.
   *
   * @throws ToolException if the file can't be read
   */
  public static Map<String, String> read(Path file) {
    Map<String, String> read = new HashMap<>();
    if (file != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new ToolException("The file " + file + " can't be read: " + e.getMessage() + ".", e);
      }
      properties.stringPropertyNames().forEach(key -> read.put(key, properties.getProperty(key)));
    }
    return read;
  }

  /**
   * The connector with its options replaced.
   *
   * @param side {@code source} or {@code sink}
   * @throws ToolException if an option still refers to a config provider
   */
  public Connector apply(Connector connector, String side) {
    Map<String, String> replaced = new HashMap<>();
    connector
        .options()
        .forEach(
            (option, value) -> {
              if (isReference(value) && !isGiven(side, option)) {
                fromEnvironment(option, replaced);
              }
            });
    given.forEach(
        (key, value) -> {
          if (key.startsWith(side + ".")) {
            replaced.put(key.substring(side.length() + 1), value);
          } else if (!key.matches("(?s)(source|sink|connect|kafka|jmx)[.].*")) {
            replaced.putIfAbsent(key, value);
          }
        });
    return connector.with(replaced);
  }

  private boolean isGiven(String side, String option) {
    return given.containsKey(option) || given.containsKey(side + "." + option);
  }

  private void fromEnvironment(String option, Map<String, String> replaced) {
    String variable = "VECBRIDGE_" + option.toUpperCase(Locale.ROOT).replace('.', '_');
    String value = environment.get(variable);
    if (value != null) {
      replaced.put(option, value);
    } else if (matters(option)) {
      throw new ToolException(
          "The option "
              + option
              + " refers to a config provider of Connect, which this command can't read. Set "
              + variable
              + " in the environment, or the option in the file of --properties.");
    }
  }

  /** Of the options that a command reads, only these ever refer to a provider in practice. */
  private static boolean matters(String option) {
    return option.startsWith("connection.") || option.startsWith("milvus.");
  }

  /** {@code ${file:/a:b}}; the placeholders of names have no colon. */
  private static boolean isReference(String value) {
    return value.matches("(?s).*\\$\\{[^}:]+:[^}]*}.*");
  }
}
