// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.util.List;
import java.util.Map;

/** A value that its target can't hold. The message is the reason, without the value. */
public final class UnfitValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason begins in lower case, ends without a full stop
   */
  public UnfitValueException(String reason) {
    super(reason);
  }

  public static UnfitValueException shape(Object value, String expected) {
    return new UnfitValueException(
        expected + " is expected, but the value has the type " + typeOf(value).getSimpleName());
  }

  /** The classes of collections only say how they were made. */
  private static Class<?> typeOf(Object value) {
    if (value instanceof List) {
      return List.class;
    }
    return value instanceof Map ? Map.class : value.getClass();
  }

  public static UnfitValueException notANumber() {
    return new UnfitValueException("the text is not a number");
  }

  public static UnfitValueException notFinite() {
    return new UnfitValueException("NaN and infinities can't be stored");
  }

  public static UnfitValueException fraction() {
    return new UnfitValueException("the number has a fraction");
  }

  public static UnfitValueException tooLong(long bytes, long most) {
    return new UnfitValueException(bytes + " bytes exceed the maximum of " + most);
  }
}
