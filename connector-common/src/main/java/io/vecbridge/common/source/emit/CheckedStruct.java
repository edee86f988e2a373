// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A struct whose maker puts every value that the schema requires; Connect checks each when it is
 * put.
 *
 * <p>Connect checks a struct as a whole once more when another takes it, as the envelope takes a
 * row. For an array that is a look at each of its elements, half of all that a record costs; here
 * it finds what was found before.
 */
public final class CheckedStruct extends Struct {
  /** An empty struct, to be filled before another takes it. */
  public CheckedStruct(Schema schema) {
    super(schema);
  }

  @Override
  public void validate() {
    // Each value was, by put.
  }
}
