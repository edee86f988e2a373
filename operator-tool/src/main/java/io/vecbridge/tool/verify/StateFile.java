// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vecbridge.tool.config.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The states of all collections, in a file from which a run that was interrupted is resumed. The
 * file is replaced as a whole, at most once a second.
 */
public final class StateFile {
  private static final long PAUSE_NANOS = 1_000_000_000;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private final Path path;
  private final List<String> scope;
  private final LongSupplier nanoClock;
  private final Map<String, TableState> tables = new ConcurrentHashMap<>();
  private long savedAt;

  /** The file's content. */
  private record Content(List<String> scope, Map<String, TableState.Saved> tables) {}

  private StateFile(Path path, List<String> scope, LongSupplier nanoClock) {
    this.path = path;
    this.scope = scope;
    this.nanoClock = nanoClock;
    this.savedAt = nanoClock.getAsLong();
  }

  /**
   * The states in a file, which need not exist.
   *
   * @param path null to keep them in memory
   * @param scope what has to be the same for a run to be resumed
   * @throws ToolException if the file is that of another run
   */
  public static StateFile open(Path path, List<String> scope, LongSupplier nanoClock) {
    StateFile file = new StateFile(path, scope, nanoClock);
    if (path != null && Files.exists(path)) {
      file.read();
    }
    return file;
  }

  private void read() {
    Content content;
    try {
      content = JSON.readValue(Files.readString(path), new TypeReference<>() {});
    } catch (IOException e) {
      throw new ToolException(
          "The state file " + path + " can't be read. Remove it to begin again.", e);
    }
    if (!content.scope().equals(scope)) {
      throw new ToolException(
          "The state file "
              + path
              + " belongs to a run with other connectors or options. Resume that one, or name"
              + " another file.");
    }
    content.tables().forEach((name, saved) -> tables.put(name, new TableState(saved)));
  }

  /** The state of a collection, by a name that is unique in the run. */
  public TableState table(String name) {
    return tables.computeIfAbsent(name, each -> new TableState());
  }

  /** Saves the states, unless that was done less than a second ago. */
  public synchronized void saveSometimes() {
    if (nanoClock.getAsLong() - savedAt >= PAUSE_NANOS) {
      save();
    }
  }

  /** Removes the file if every collection was compared to its end, so that the next run begins. */
  public synchronized void finish() {
    if (path != null && tables.values().stream().allMatch(TableState::isDone)) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new ToolException("The state file " + path + " can't be removed.", e);
      }
    }
  }

  /** Saves the states. */
  public synchronized void save() {
    savedAt = nanoClock.getAsLong();
    if (path == null) {
      return;
    }
    Map<String, TableState.Saved> saved = new HashMap<>();
    tables.forEach((name, state) -> saved.put(name, state.saved()));
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try {
      Files.writeString(part, JSON.writeValueAsString(new Content(scope, new TreeMap<>(saved))));
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ToolException("The state file " + path + " can't be written: " + e.getMessage(), e);
    }
  }
}
