// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.sink.event.SinkEvent.Change;

/** A table or collection that is ready for rows, as it was when its definition was read. */
public interface Target {
  /** What distinguishes it from others; compared by {@code equals}. */
  Object name();

  /**
   * A change as this target takes it.
   *
   * @throws io.vecbridge.common.sink.event.BadRecordException if a value does not fit
   * @throws org.apache.kafka.connect.errors.ConnectException if the target has no place for the key
   *     or a column of the record
   */
  RowChange convert(Change change);

  /** Whether changes that an earlier definition converted can be written together with its own. */
  boolean continues(Target earlier);
}
