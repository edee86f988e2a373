// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.sink.config.SharedTargets;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.milvus.sink.collection.TargetNames;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig.Check;
import io.vecbridge.milvus.sink.row.CollectionName;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/** Finds collections that several topics would fill, by their names alone. */
final class SharedCollectionsCheck {
  private final MilvusSinkConfig config;
  private final TargetNames names;
  private final SharedTargets collections = new SharedTargets();

  SharedCollectionsCheck(MilvusSinkConfig config) {
    this.config = config;
    this.names = new TargetNames(config.collections());
  }

  List<Finding> findings(List<String> topics) {
    if (!config.checks(Check.COLLECTION_SOURCES)) {
      return List.of();
    }
    for (String topic : topics) {
      SourceName source = SourceName.ofTopic(topic);
      add(() -> names.named(source), topic, names.isMapped(source));
    }
    config
        .collections()
        .names()
        .mappings()
        .forEach(
            (source, target) ->
                add(() -> names.mapped(SourceName.ofTopic(source), target), source, true));
    return collections.refusals(CollectionConfig.MAPPINGS.name()).stream()
        .map(
            refusal ->
                Prechecks.finding(CollectionConfig.NAME_FORMAT, refusal, Check.COLLECTION_SOURCES))
        .toList();
  }

  private void add(Supplier<CollectionName> name, String source, boolean mapped) {
    try {
      collections.add(name.get(), source, mapped);
    } catch (ConnectException e) {
      // That Milvus does not accept the name is another check's finding.
    }
  }
}
