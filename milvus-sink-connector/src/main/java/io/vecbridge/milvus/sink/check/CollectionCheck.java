// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.check;

import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.milvus.sink.collection.TargetNames;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.PrecheckNames;
import io.vecbridge.milvus.sink.row.TargetCollection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Looks at the collections that the configuration names, by mappings or by topics one by one. */
final class CollectionCheck {
  private final MilvusSinkConfig config;
  private final MilvusClient client;

  CollectionCheck(MilvusSinkConfig config, MilvusClient client) {
    this.config = config;
    this.client = client;
  }

  /** Adds a sentence for the first collection that can't be written. */
  void look(Map<String, String> findings) throws InterruptedException {
    for (String collection : config.collections().names().mappings().values()) {
      look(collection, CollectionConfig.MAPPINGS, findings);
    }
    try {
      for (String collection : ofTopics()) {
        look(collection, CollectionConfig.NAME_FORMAT, findings);
      }
    } catch (ConnectException e) {
      findings.putIfAbsent(CollectionConfig.NAME_FORMAT, e.getMessage());
    }
  }

  private void look(String collection, String key, Map<String, String> findings)
      throws InterruptedException {
    String name = config.collections().database() + "." + collection;
    try {
      DescribeCollectionResponse described =
          client.describe(config.collections().database(), collection);
      boolean autoId =
          described.getSchema().getFieldsList().stream()
              .anyMatch(field -> field.getIsPrimaryKey() && field.getAutoID());
      if (autoId && config.checks(PrecheckNames.AUTO_ID)) {
        findings.putIfAbsent(key, TargetCollection.autoIdRefusal(name));
      }
    } catch (MilvusRequestException e) {
      if (e.failure() == Failure.RECORD) {
        findings.putIfAbsent(key, e.getMessage() + ".");
        return;
      }
      if (e.reason() != MilvusReason.NO_COLLECTION) {
        throw e;
      }
      if (config.collections().evolution() == SchemaEvolution.NONE
          && config.checks(PrecheckNames.EXISTS)) {
        findings.putIfAbsent(
            key,
            Precheck.skippable(
                "Collection "
                    + name
                    + " does not exist, and "
                    + CollectionConfig.EVOLUTION
                    + "=none. Create it, or set "
                    + CollectionConfig.EVOLUTION
                    + "=basic.",
                PrecheckNames.EXISTS));
      }
    }
  }

  /** The topic of schema changes is the beginning of the others' names, and names no collection. */
  private Set<String> ofTopics() {
    List<String> topics = config.topics();
    TargetNames names = new TargetNames(config.collections());
    Set<String> collections = new LinkedHashSet<>();
    for (String topic : topics) {
      if (topics.stream().noneMatch(other -> other.startsWith(topic + "."))) {
        collections.add(names.of(SourceName.ofTopic(topic)));
      }
    }
    return collections;
  }
}
