// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.check;

import io.debezium.config.Field;
import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.milvus.sink.collection.TargetNames;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig.Check;
import io.vecbridge.milvus.sink.row.TargetCollection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Checks the collections that the configuration names, by mappings or by its {@code topics}. */
final class CollectionCheck {
  private final MilvusSinkConfig config;
  private final MilvusClient client;

  CollectionCheck(MilvusSinkConfig config, MilvusClient client) {
    this.config = config;
    this.client = client;
  }

  /** The collections that can't be written. */
  List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (String collection : config.collections().names().mappings().values()) {
      find(collection, CollectionConfig.MAPPINGS).ifPresent(findings::add);
    }
    try {
      for (String collection : ofTopics()) {
        find(collection, CollectionConfig.NAME_FORMAT).ifPresent(findings::add);
      }
    } catch (ConnectException e) {
      findings.add(Finding.of(CollectionConfig.NAME_FORMAT, e.getMessage()));
    }
    return findings;
  }

  private Optional<Finding> find(String collection, Field option) throws InterruptedException {
    String name = config.collections().database() + "." + collection;
    try {
      DescribeCollectionResponse described =
          client.describe(config.collections().database(), collection);
      boolean autoId =
          described.getSchema().getFieldsList().stream()
              .anyMatch(field -> field.getIsPrimaryKey() && field.getAutoID());
      return autoId && config.checks(Check.COLLECTION_AUTO_ID)
          ? Optional.of(
              Prechecks.finding(
                  option, TargetCollection.autoIdRefusal(name), Check.COLLECTION_AUTO_ID))
          : Optional.empty();
    } catch (MilvusRequestException e) {
      if (e.failure() == Failure.RECORD) {
        return Optional.of(Finding.of(option, e.getMessage() + "."));
      }
      if (e.reason() != MilvusReason.NO_COLLECTION) {
        throw e;
      }
      return config.collections().evolution() == SchemaEvolution.NONE
              && config.checks(Check.COLLECTION_EXISTS)
          ? Optional.of(
              Prechecks.finding(
                  option,
                  "Collection "
                      + name
                      + " does not exist, and schema.evolution=none. Create it, or set"
                      + " schema.evolution=basic.",
                  Check.COLLECTION_EXISTS))
          : Optional.empty();
    }
  }

  /** The topic of schema changes is the prefix of the others' names, and names no collection. */
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
