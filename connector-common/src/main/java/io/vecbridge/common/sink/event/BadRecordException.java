// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import io.vecbridge.common.sink.event.SinkEvent.Origin;
import org.apache.kafka.connect.errors.DataException;

/**
 * A record that can't be written. The message says where the record is and why, without a value of
 * it; it goes into the dead letter queue's headers.
 */
public final class BadRecordException extends DataException {
  private static final long serialVersionUID = 1L;

  private final transient Origin origin;
  private final String reason;

  /**
   * @param reason a clause without full stop
   */
  public BadRecordException(Origin origin, String reason) {
    super("The record at " + origin + " can't be written: " + reason + ".");
    this.origin = origin;
    this.reason = reason;
  }

  public Origin origin() {
    return origin;
  }

  /** The message without the record's place: a clause without full stop. */
  public String reason() {
    return reason;
  }
}
