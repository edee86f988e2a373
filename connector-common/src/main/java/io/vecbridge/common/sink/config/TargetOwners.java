// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.vecbridge.common.sink.event.SourceName;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Guarantees that rows of two tables don't overwrite each other in one target by accident: the
 * first table whose rows go there owns it, unless both are mapped to it one by one.
 */
public final class TargetOwners {
  private final String mappings;
  private final Map<Object, Owner> owners = new HashMap<>();

  /**
   * @param mappings the option that maps tables one by one
   */
  public TargetOwners(String mappings) {
    this.mappings = mappings;
  }

  /**
   * A table's rows go to a target.
   *
   * @param target compared by {@code equals}
   * @param mapped whether the table is mapped to it one by one
   * @throws ConnectException if the target is another table's
   */
  public void claim(Object target, SourceName source, boolean mapped) {
    String schema = source.schema().isEmpty() ? "" : source.schema() + ".";
    String table = source.database() + "." + schema + source.collection();
    Owner owner = owners.putIfAbsent(target, new Owner(table, mapped));
    if (owner != null && !owner.table().equals(table) && !(mapped && owner.mapped())) {
      throw new ConnectException(
          "The rows of "
              + table
              + " would overwrite those of "
              + owner.table()
              + " with the same keys: both would be written to "
              + target
              + ". Map each of them with "
              + mappings
              + ".");
    }
  }

  private record Owner(String table, boolean mapped) {}
}
