// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.check;

import io.vecbridge.common.config.Prechecks;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.tool.config.Connector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An item of a connector's validation.
 *
 * @param item the name of the check, or of the option
 * @param message what is wrong and what to do; empty if nothing is
 */
public record CheckItem(String connector, String item, State state, String message) {
  private static final String SKIP = "precheck.skip";

  /** What came out. */
  public enum State {
    PASSED,
    FAILED,
    /** By {@code precheck.skip}. */
    SKIPPED,
    /** Nothing was found, but another failure may have kept the check from being made. */
    OPEN;

    /** As it is shown. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The items of a connector.
   *
   * @param errors the error messages of its validation, by option
   */
  public static List<CheckItem> of(Connector connector, Map<String, List<String>> errors) {
    List<String> skipped =
        Arrays.stream(connector.options().getOrDefault(SKIP, "").split(","))
            .map(String::strip)
            .toList();
    List<CheckItem> items = new ArrayList<>();
    for (String check : checks(connector)) {
      String message =
          errors.values().stream()
              .flatMap(List::stream)
              .filter(error -> error.contains(SKIP + "=" + check + "."))
              .distinct()
              .collect(Collectors.joining(" "));
      items.add(
          new CheckItem(connector.name(), check, state(check, message, skipped, errors), message));
    }
    errors.forEach(
        (option, messages) ->
            messages.stream()
                .filter(error -> !error.contains(SKIP + "="))
                .forEach(
                    error ->
                        items.add(new CheckItem(connector.name(), option, State.FAILED, error))));
    return items;
  }

  private static State state(
      String check, String message, List<String> skipped, Map<String, List<String>> errors) {
    if (!message.isEmpty()) {
      return State.FAILED;
    }
    if (skipped.contains(check)) {
      return State.SKIPPED;
    }
    return errors.isEmpty() ? State.PASSED : State.OPEN;
  }

  private static List<String> checks(Connector connector) {
    String type = connector.type().substring(connector.type().lastIndexOf('.') + 1);
    Prechecks.Check[] checks =
        switch (type) {
          case "MilvusSourceConnector" -> MilvusSourceConfig.Check.values();
          case "OceanBaseSinkConnector" -> OceanBaseSinkConfig.Check.values();
          case "OceanBaseSourceConnector" -> OceanBaseSourceConfig.Check.values();
          case "MilvusSinkConnector" -> MilvusSinkConfig.Check.values();
          default -> new Prechecks.Check[0];
        };
    return Arrays.stream(checks).map(Prechecks.Check::text).toList();
  }
}
