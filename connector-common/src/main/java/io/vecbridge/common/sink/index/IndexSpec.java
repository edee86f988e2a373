// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.index;

import io.vecbridge.common.sink.index.IndexParameter.Range;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What options say about an index: type, distance and parameters, each of which can be missing.
 *
 * @param <T> the target's types
 * @param type null if it isn't said
 * @param distance null if it isn't said
 */
public record IndexSpec<T extends IndexType>(
    T type, VectorDistance distance, Map<IndexParameter, Integer> parameters) {

  /** Of two, the one that says something counts; the other one's parameters are kept. */
  IndexSpec<T> over(IndexSpec<T> general) {
    Map<IndexParameter, Integer> all = new EnumMap<>(IndexParameter.class);
    all.putAll(general.parameters);
    all.putAll(parameters);
    return new IndexSpec<>(
        type == null ? general.type : type, distance == null ? general.distance : distance, all);
  }

  /** Whether it makes an index, be it the source's. */
  boolean createsAny() {
    return type != null && (type.isIndex() || isOfSource());
  }

  /** Whether the index is that of the source. */
  public boolean isOfSource() {
    return type != null && type.isOfSource();
  }

  /** What is wrong with the parameters for the type, if that is known. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (type == null || !type.isIndex()) {
      return problems;
    }
    parameters.forEach(
        (parameter, value) -> {
          Range range = type.parameters().get(parameter);
          if (range == null) {
            problems.add(
                "An index of the type "
                    + type.getValue()
                    + " has no "
                    + parameter.getValue()
                    + ".");
          } else if (!range.contains(value)) {
            problems.add(
                parameter.getValue()
                    + " must be from "
                    + range.lowest()
                    + " to "
                    + range.highest()
                    + " for the type "
                    + type.getValue()
                    + ".");
          }
        });
    problems.addAll(type.conflicts(parameters));
    if (type.dividesVectors() && !parameters.containsKey(IndexParameter.M)) {
      problems.add(
          "An index of the type "
              + type.getValue()
              + " needs m, a divisor of the vectors' dimension.");
    }
    return problems;
  }
}
