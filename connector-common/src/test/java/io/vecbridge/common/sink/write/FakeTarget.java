// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import java.util.List;

/**
 * A target with the columns id and name.
 *
 * @param version of its definition; the first takes names of up to five characters
 */
record FakeTarget(int version) implements Target {
  @Override
  public String name() {
    return "goods";
  }

  @Override
  public RowChange convert(Change change) {
    Object key = change.key().value(0);
    if (!change.writes()) {
      return new RowChange(change, key, List.of("id"), new Object[0], 20);
    }
    String name = (String) change.row().value(1);
    if (version == 1 && name.length() > 5) {
      throw new BadRecordException(change.origin(), "the name is too long");
    }
    return new RowChange(change, key, List.of("id", "name"), new Object[] {key, name}, 100);
  }

  @Override
  public boolean continues(Target earlier) {
    return equals(earlier);
  }
}
