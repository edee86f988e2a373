// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.check.CheckItem.State;
import io.vecbridge.tool.config.Connector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckItemTest {
  private static final Connector SINK =
      new Connector(
          "sink",
          Map.of(
              "connector.class",
              "io.vecbridge.milvus.sink.MilvusSinkConnector",
              "precheck.skip",
              "collection.exists, milvus.database"));

  @Test
  void everyCheckIsAnItemAlsoThoseThatPass() {
    assertThat(CheckItem.of(SINK, Map.of()))
        .containsExactly(
            new CheckItem("sink", "milvus.reachable", State.PASSED, ""),
            new CheckItem("sink", "milvus.database", State.SKIPPED, ""),
            new CheckItem("sink", "collection.exists", State.SKIPPED, ""),
            new CheckItem("sink", "collection.sources", State.PASSED, ""),
            new CheckItem("sink", "collection.auto.id", State.PASSED, ""));
  }

  @Test
  void aFailedCheckKeepsItsMessageAndLeavesOthersOpen() {
    String unreachable =
        "Milvus can't be reached. To skip this check, set precheck.skip=milvus.reachable.";

    assertThat(CheckItem.of(SINK, Map.of("milvus.uri", List.of(unreachable))))
        .contains(
            new CheckItem("sink", "milvus.reachable", State.FAILED, unreachable),
            new CheckItem("sink", "collection.auto.id", State.OPEN, ""));
  }

  @Test
  void aMessageOfNoCheckIsAnItemOfItsOption() {
    assertThat(CheckItem.of(SINK, Map.of("tasks.max", List.of("Must be a number."))))
        .contains(new CheckItem("sink", "tasks.max", State.FAILED, "Must be a number."));
  }
}
