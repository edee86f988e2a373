// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.vecbridge.common.sink.event.SourceName;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Guarantees that rows of two tables don't overwrite each other in one target by accident: the
 * first table whose rows go there owns it, unless both are mapped to it one by one. No table owns a
 * target to which the names of the task's topics lead several.
 */
public final class TargetOwners {
  private final String mappings;
  private final AssignedTopics topics;
  private final Map<Object, Owner> owners = new HashMap<>();

  /**
   * @param mappings the option that maps tables one by one
   * @param topics those that the task reads
   */
  public TargetOwners(String mappings, AssignedTopics topics) {
    this.mappings = mappings;
    this.topics = topics;
  }

  /**
   * A table's rows go to a target.
   *
   * @param target compared by {@code equals}
   * @param mapped whether the table is mapped to it one by one
   * @throws ConnectException if the target is another table's
   */
  public void claim(Object target, SourceName source, boolean mapped) {
    Owner owner = owners.get(target);
    if (owner == null) {
      topics.check(target, source);
      owners.put(target, new Owner(source, mapped));
      return;
    }
    if (owner.sharesKeysWith(source) || (mapped && owner.mapped())) {
      return;
    }
    throw new ConnectException(
        "The rows of "
            + text(source)
            + " would overwrite those of "
            + text(owner.source())
            + " with the same keys: both would be written to "
            + target
            + ". Map each of them with "
            + mappings
            + ".");
  }

  private static String text(SourceName source) {
    String schema = source.schema().isEmpty() ? "" : source.schema() + ".";
    return source.database() + "." + schema + source.collection();
  }

  private record Owner(SourceName source, boolean mapped) {
    /**
     * Records of one topic have one set of keys, whatever each says about its table. Only some of a
     * table's records name its database: a flat row of a renamed topic does not.
     */
    private boolean sharesKeysWith(SourceName other) {
      return source.topic().equals(other.topic())
          || (source.collection().equals(other.collection())
              && isSame(source.database(), other.database())
              && isSame(source.schema(), other.schema()));
    }

    private static boolean isSame(String one, String other) {
      return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
  }
}
