// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.vecbridge.common.sink.event.SourceName;
import java.util.Map;

/**
 * Names the target of a source's table.
 *
 * @param format with {@code ${database}}, {@code ${collection}}, {@code ${table}}, {@code ${topic}}
 * @param mappings targets by {@code <database>.<collection>} or by topic, which the format does not
 *     concern
 */
public record TargetNameFormat(String format, Map<String, String> mappings) {
  /** The target that a mapping names, or null. */
  public String mapped(SourceName source) {
    String mapped = mappings.get(source.database() + "." + source.collection());
    return mapped == null ? mappings.get(source.topic()) : mapped;
  }

  /** A part of the format with its placeholders filled. */
  public static String fill(String part, SourceName source) {
    return part.replace("${topic}", source.topic())
        .replace("${database}", source.database())
        .replace("${collection}", source.collection())
        .replace("${table}", source.collection());
  }
}
