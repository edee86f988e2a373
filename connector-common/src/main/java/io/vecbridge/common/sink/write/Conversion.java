// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import org.apache.kafka.connect.errors.DataException;

/**
 * A converter with the words for values that do not fit.
 *
 * @param where the column or field and its target, as messages name them
 */
public record Conversion(Converter converter, String where) {
  /**
   * The value as the target takes it.
   *
   * @throws BadRecordException if it does not fit
   */
  public Object convert(Object value, Origin origin) {
    try {
      return converter.convert(value);
    } catch (UnfitValueException e) {
      throw new BadRecordException(origin, where + " does not accept its value: " + e.getMessage());
    } catch (DataException | ClassCastException | NullPointerException | ArithmeticException e) {
      // A structure of a shape that its logical type doesn't have: this record's alone.
      throw new BadRecordException(
          origin, where + " does not accept its value: it has not the shape of its logical type");
    }
  }
}
