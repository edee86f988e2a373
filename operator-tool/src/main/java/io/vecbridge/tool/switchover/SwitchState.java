// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.switchover;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.tool.config.PrivateFile;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.SourceTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * How far the last switch-over or switch-back has come, so that it can be resumed.
 *
 * @param start the time after which the next pair begins; null before {@link Stage#POSITIONED}
 */
public record SwitchState(Direction direction, Stage stage, SourceTime start) {
  /** What is done. */
  public enum Stage {
    /** Nothing yet. */
    OPEN,
    /** The source has sent everything, and is being stopped. */
    DRAINED,
    /** Both connectors of the pair are stopped, and the start of the next pair is noted. */
    POSITIONED,
    /** Both connectors of the next pair have their configuration and their offsets. */
    PREPARED,
    /** The next pair runs. */
    STARTED
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DIRECTION = "direction";
  private static final String STAGE = "stage";
  private static final String START = "start";
  private static final String AT = "startTime";

  /** Of a direction in which nothing is done yet. */
  static SwitchState open(Direction direction) {
    return new SwitchState(direction, Stage.OPEN, null);
  }

  SwitchState at(Stage next) {
    return new SwitchState(direction, next, start);
  }

  SwitchState positioned(SourceTime time) {
    return new SwitchState(direction, Stage.POSITIONED, time);
  }

  /** Whether a stage is done. */
  boolean isDone(Stage other) {
    return stage.compareTo(other) >= 0;
  }

  /**
   * The state in a file; null if there is no file.
   *
   * @throws ToolException if the file can't be read
   */
  static SwitchState read(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      ObjectNode node = (ObjectNode) JSON.readTree(Files.readString(file));
      SourceTime start =
          node.hasNonNull(START)
              ? new SourceTime(node.get(START).asLong(), Instant.parse(node.get(AT).asText()))
              : null;
      return new SwitchState(
          Direction.valueOf(node.path(DIRECTION).asText()),
          Stage.valueOf(node.path(STAGE).asText()),
          start);
    } catch (IOException | RuntimeException e) {
      throw new ToolException(
          "The file " + file + " can't be read: it holds no state of a switch-over.", e);
    }
  }

  /** Replaces the file at once, so that an interrupted command leaves the old state or the new. */
  void write(Path file) {
    ObjectNode node = JSON.createObjectNode();
    node.put(DIRECTION, direction.name());
    node.put(STAGE, stage.name());
    if (start != null) {
      node.put(START, start.value());
      node.put(AT, start.at().toString());
    }
    PrivateFile.write(file, node.toPrettyString() + "\n");
  }
}
