// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.index;

import io.vecbridge.common.config.Choice;
import io.vecbridge.common.sink.index.IndexParameter.Range;
import java.util.List;
import java.util.Map;

/** A type of vector index of a target, as an option names it; its enum has them all. */
public interface IndexType extends Choice {
  /** Whether it is an index, and neither none nor that of the source. */
  boolean isIndex();

  /** Whether it is that of the source. */
  boolean isOfSource();

  /** The parameters that such an index can be created with. */
  Map<IndexParameter, Range> parameters();

  /** Whether {@code m} is the number of parts of a vector, for which there is no default. */
  boolean dividesVectors();

  /** What is wrong with parameters together that are possible each by itself. */
  default List<String> conflicts(Map<IndexParameter, Integer> values) {
    return List.of();
  }
}
