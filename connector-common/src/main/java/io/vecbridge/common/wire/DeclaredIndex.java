// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The index of a vector column as a source declares it: its type in the source's own words, metric
 * and parameters in Milvus's.
 *
 * @param type such as {@code HNSW}, {@code IVF_FLAT}, {@code AUTOINDEX}, {@code SINDI}
 * @param metric such as {@code L2}, {@code IP}, {@code COSINE}; empty if it isn't known
 * @param parameters those of its creation that are numbers, such as {@code M}
 */
public record DeclaredIndex(String type, String metric, Map<String, String> parameters) {
  private static final String SEPARATOR = ",";

  public DeclaredIndex {
    parameters = Map.copyOf(parameters);
  }

  /** As an attribute's value: type, metric and parameters, such as {@code HNSW,COSINE,M=16}. */
  public String text() {
    StringBuilder text = new StringBuilder(type).append(SEPARATOR).append(metric);
    parameters.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each ->
                text.append(SEPARATOR).append(each.getKey()).append('=').append(each.getValue()));
    return text.toString();
  }

  /** The index of an attribute's value; empty if it has no type. */
  public static Optional<DeclaredIndex> of(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts[0].isBlank()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 2; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
      }
    }
    return Optional.of(new DeclaredIndex(parts[0], parts.length > 1 ? parts[1] : "", parameters));
  }
}
