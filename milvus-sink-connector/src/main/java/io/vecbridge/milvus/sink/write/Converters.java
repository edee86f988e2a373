// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.milvus.sink.batch.ChangeConverter;
import io.vecbridge.milvus.sink.collection.TargetCollection;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import java.util.HashMap;
import java.util.Map;

/** A converter for each collection, kept as long as the collection's description is. */
final class Converters {
  private final CollectionConfig config;
  private final Map<String, ChangeConverter> converters = new HashMap<>();

  Converters(CollectionConfig config) {
    this.config = config;
  }

  ChangeConverter of(TargetCollection target) {
    ChangeConverter known = converters.get(target.name());
    if (known == null || known.target() != target) {
      known = new ChangeConverter(target, config);
      converters.put(target.name(), known);
    }
    return known;
  }
}
