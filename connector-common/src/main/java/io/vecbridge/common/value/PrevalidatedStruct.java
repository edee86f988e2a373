// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A struct whose maker puts every value that the schema requires; Connect validates each when it is
 * put.
 *
 * <p>Connect validates a struct as a whole once more when another takes it, as the envelope takes a
 * row. For an array that is a look at each of its elements: 15 µs of 27 for a row with 768 floats.
 * Here it finds nothing that wasn't found before.
 */
public final class PrevalidatedStruct extends Struct {
  /** An empty struct, to be filled before it is put into another one. */
  public PrevalidatedStruct(Schema schema) {
    super(schema);
  }

  @Override
  public void validate() {
    // Each value was, by put.
  }

  /**
   * From the first value alone, which is mostly the key. With exactly-once support Connect keeps
   * the records of a transaction in a hash map, and so would visit each byte or element of each
   * vector; that map tells the records apart by their keys and offsets, too.
   */
  @Override
  public int hashCode() {
    Object first = schema().fields().isEmpty() ? null : get(schema().fields().get(0));
    return first instanceof Number || first instanceof String ? first.hashCode() : 0;
  }
}
