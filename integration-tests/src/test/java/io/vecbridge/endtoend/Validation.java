// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.harness.connect.ConnectRest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a worker says about a configuration, by the keys that it concerns. */
final class Validation {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Map<String, String> errors = new TreeMap<>();

  /**
   * Asks the worker, which must answer within 10 s.
   *
   * @param options name and value in turn, over those of {@code config}
   */
  static Validation of(ConnectRest connect, Map<String, String> config, String... options) {
    Map<String, String> all = new HashMap<>(config);
    all.put("name", "validated");
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    long began = System.nanoTime();
    JsonNode answer = connect.validate(all.get("connector.class"), all);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    Validation validation = new Validation();
    for (JsonNode each : answer.path("configs")) {
      JsonNode value = each.path("value");
      if (!value.path("errors").isEmpty()) {
        validation.errors.put(value.path("name").asText(), value.path("errors").path(0).asText());
      }
    }
    return validation;
  }

  void isSound() {
    assertThat(errors).isEmpty();
  }

  /** The one key with an error, and parts of its sentence. */
  void finds(String key, String... parts) {
    assertThat(errors).containsOnlyKeys(key);
    assertThat(errors.get(key)).contains(parts);
  }

  /** Keys of which nobody can tell which is wrong. */
  void findsBoth(String key, String other, String... parts) {
    assertThat(errors).containsOnlyKeys(key, other);
    assertThat(errors.get(key)).contains(parts);
  }
}
