// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

/**
 * A column to be created.
 *
 * @param type the type's text, with its collation
 */
record NewColumn(String name, String type, boolean key, String comment) {
  boolean isVector() {
    return type.startsWith("VECTOR(");
  }
}
