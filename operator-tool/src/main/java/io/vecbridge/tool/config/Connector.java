// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connector as it is configured.
 *
 * @param options what its configuration says, without defaults
 */
public record Connector(String name, Map<String, String> options) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "name";
  private static final String CONFIG = "config";

  /** Keeps its own copy. */
  public Connector {
    options = Map.copyOf(options);
  }

  /**
   * A connector from a file as it is sent to Connect: with name and config, or the config alone.
   *
   * @throws ToolException if the file can't be read, or holds something else
   */
  public static Connector ofFile(Path file) {
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      JsonNode config = root.path(CONFIG).isObject() ? root.get(CONFIG) : root;
      if (!config.isObject()) {
        throw new ToolException(file + " holds no configuration of a connector.");
      }
      String name = root.path(NAME).asText(config.path(NAME).asText(fileName(file)));
      return of(name, config);
    } catch (IOException e) {
      throw new ToolException(
          "The connector's file " + file + " can't be read: " + e.getMessage() + ".", e);
    }
  }

  /** A connector from a JSON object of options. */
  static Connector of(String name, JsonNode config) {
    Map<String, String> options = new LinkedHashMap<>();
    config
        .properties()
        .forEach(
            option -> {
              if (!option.getValue().isNull()) {
                options.put(option.getKey(), option.getValue().asText());
              }
            });
    options.put(NAME, name);
    return new Connector(name, options);
  }

  /** The options as a JSON object. */
  String json() {
    return JSON.valueToTree(options).toString();
  }

  /** What a file of the connector holds: its name and its options in alphabetical order. */
  public String file() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put(NAME, name);
    Map<String, String> sorted = new TreeMap<>(options);
    sorted.remove(NAME);
    root.put(CONFIG, sorted);
    return JSON.valueToTree(root).toPrettyString() + "\n";
  }

  /** The class that the configuration names; an empty text if it names none. */
  public String type() {
    return options.getOrDefault("connector.class", "");
  }

  /** The same connector with some options replaced. */
  public Connector with(Map<String, String> replaced) {
    Map<String, String> all = new TreeMap<>(options);
    all.putAll(replaced);
    return new Connector(name, all);
  }

  private static String fileName(Path file) {
    Path last = file.getFileName();
    return last == null ? file.toString() : last.toString();
  }
}
