// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import io.debezium.config.Field;

/**
 * What a check found.
 *
 * @param key the option that it concerns
 * @param message what is wrong, and what to do about it
 * @param temporary whether waiting can resolve it: validation reports it, a start continues
 */
public record Finding(String key, String message, boolean temporary) {
  /** A finding that only a change resolves. */
  public static Finding of(Field option, String message) {
    return of(option.name(), message);
  }

  /** The same, for an option that belongs to Connect. */
  public static Finding of(String key, String message) {
    return new Finding(key, message, false);
  }

  @Override
  public String toString() {
    return key + ": " + message;
  }
}
