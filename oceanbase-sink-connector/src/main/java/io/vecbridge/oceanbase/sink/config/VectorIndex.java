// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.common.sink.index.IndexParameter;
import io.vecbridge.common.sink.index.IndexParameter.Range;
import io.vecbridge.common.sink.index.IndexSpec;
import io.vecbridge.common.sink.index.VectorDistance;
import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.oceanbase.sink.config.VectorIndexType.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An index that a vector column is to have. */
public record VectorIndex(
    VectorIndexType type, VectorDistance distance, Map<IndexParameter, Integer> parameters) {
  /** OceanBase's own m of a graph. */
  static final int M = 16;

  /** OceanBase's own ef_construction. */
  static final int EF_CONSTRUCTION = 200;

  private static final Map<String, IndexParameter> OF_SOURCE =
      Map.of(
          "M", IndexParameter.M,
          "m", IndexParameter.M,
          "efConstruction", IndexParameter.EF_CONSTRUCTION,
          "nlist", IndexParameter.NLIST,
          "nbits", IndexParameter.NBITS);

  /**
   * The index that options and source determine; empty for none.
   *
   * @param declared that of the source; null if there is none, or none is known
   */
  static Optional<VectorIndex> of(
      IndexSpec<VectorIndexType> spec, DeclaredIndex declared, boolean sparse) {
    boolean ofSource = spec.isOfSource();
    if (ofSource && declared == null) {
      return Optional.empty();
    }
    VectorIndexType type = ofSource ? VectorIndexType.of(declared.type(), sparse) : spec.type();
    if (!type.indexes(sparse)) {
      return Optional.empty();
    }
    Map<IndexParameter, Integer> parameters = new EnumMap<>(IndexParameter.class);
    if (ofSource) {
      parameters.putAll(ofSource(declared, type));
    }
    spec.parameters().forEach((each, value) -> put(parameters, each, value, type));
    if (type.kind() == Kind.GRAPH) {
      int m = parameters.getOrDefault(IndexParameter.M, M);
      if (parameters.getOrDefault(IndexParameter.EF_CONSTRUCTION, EF_CONSTRUCTION) <= m) {
        parameters.put(IndexParameter.EF_CONSTRUCTION, m + 1);
      }
    }
    VectorDistance distance =
        sparse ? VectorDistance.INNER_PRODUCT : spec.distance().resolved(declared);
    return Optional.of(new VectorIndex(type, distance, parameters));
  }

  /** The source's ranges are wider than OceanBase's. */
  private static Map<IndexParameter, Integer> ofSource(
      DeclaredIndex declared, VectorIndexType type) {
    Map<IndexParameter, Integer> parameters = new HashMap<>();
    declared
        .parameters()
        .forEach(
            (name, value) -> {
              IndexParameter parameter = OF_SOURCE.get(name);
              if (parameter != null && value.matches("\\d{1,9}")) {
                put(parameters, parameter, Integer.parseInt(value), type);
              }
            });
    return parameters;
  }

  private static void put(
      Map<IndexParameter, Integer> parameters,
      IndexParameter parameter,
      int value,
      VectorIndexType type) {
    Range range = type.parameters().get(parameter);
    if (range != null) {
      parameters.put(parameter, range.nearest(value));
    }
  }

  /** What follows WITH in the statement: words and numbers of closed sets only. */
  public String text() {
    StringBuilder text =
        new StringBuilder("(distance=")
            .append(distance.getValue())
            .append(", type=")
            .append(type.getValue());
    for (IndexParameter parameter : IndexParameter.values()) {
      if (parameters.containsKey(parameter)) {
        text.append(", ")
            .append(parameter.getValue())
            .append('=')
            .append(parameters.get(parameter));
      }
    }
    return text.append(')').toString();
  }
}
