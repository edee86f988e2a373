// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.sink.config.SharedTargets;
import io.vecbridge.milvus.sink.collection.TargetNames;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig.Check;
import java.util.List;

/** Finds collections that several topics would fill, by their names alone. */
final class SharedCollectionsCheck {
  private final MilvusSinkConfig config;

  SharedCollectionsCheck(MilvusSinkConfig config) {
    this.config = config;
  }

  List<Finding> findings(List<String> topics) {
    if (!config.checks(Check.COLLECTION_SOURCES)) {
      return List.of();
    }
    SharedTargets collections = new TargetNames(config.collections()).shared(topics);
    return collections.refusals(CollectionConfig.MAPPINGS.name()).stream()
        .map(
            refusal ->
                Prechecks.finding(CollectionConfig.NAME_FORMAT, refusal, Check.COLLECTION_SOURCES))
        .toList();
  }
}
