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
import io.vecbridge.milvus.sink.collection.VisibleNames;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig.Check;
import io.vecbridge.milvus.sink.row.CollectionName;
import io.vecbridge.milvus.sink.row.TargetCollection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Checks the collections that the configuration names: by mappings, by its {@code topics}, or those
 * that exist and whose topics {@code topics.regex} can match.
 */
final class CollectionCheck {
  private final MilvusSinkConfig config;
  private final MilvusClient client;
  private final TargetNames names;
  private final Map<CollectionName, Field> named = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  CollectionCheck(MilvusSinkConfig config, MilvusClient client) {
    this.config = config;
    this.client = client;
    this.names = new TargetNames(config.collections());
  }

  /**
   * The collections that can't be written.
   *
   * @param topics those of rows, as far as they are known
   */
  List<Finding> findings(List<String> topics) throws InterruptedException {
    config
        .collections()
        .names()
        .mappings()
        .forEach(
            (source, target) ->
                add(
                    CollectionConfig.MAPPINGS,
                    () -> names.mapped(SourceName.ofTopic(source), target)));
    for (String topic : topics) {
      add(CollectionConfig.NAME_FORMAT, () -> names.named(SourceName.ofTopic(topic)));
    }
    for (Map.Entry<CollectionName, Field> each : named.entrySet()) {
      find(each.getKey(), each.getValue(), true);
    }
    if (topics.isEmpty() && config.collections().isNamedAsItsTable()) {
      for (CollectionName each : expanded()) {
        if (named.putIfAbsent(each, CollectionConfig.NAME_FORMAT) == null) {
          find(each, CollectionConfig.NAME_FORMAT, false);
        }
      }
    }
    return findings;
  }

  private void add(Field option, Supplier<CollectionName> name) {
    try {
      named.putIfAbsent(name.get(), option);
    } catch (ConnectException e) {
      findings.add(Finding.of(option, e.getMessage()));
    }
  }

  private void find(CollectionName name, Field option, boolean required)
      throws InterruptedException {
    try {
      DescribeCollectionResponse described = client.describe(name.database(), name.collection());
      boolean autoId =
          described.getSchema().getFieldsList().stream()
              .anyMatch(field -> field.getIsPrimaryKey() && field.getAutoID());
      if (autoId && config.checks(Check.COLLECTION_AUTO_ID)) {
        findings.add(
            Prechecks.finding(
                option, TargetCollection.autoIdRefusal(name), Check.COLLECTION_AUTO_ID));
      }
    } catch (MilvusRequestException e) {
      if (e.failure() == Failure.RECORD) {
        findings.add(Finding.of(option, e.getMessage() + "."));
      } else if (e.reason() != MilvusReason.NO_COLLECTION
          && e.reason() != MilvusReason.NO_DATABASE
          && (required || e.reason() != MilvusReason.DENIED)) {
        throw e;
      } else if (required
          && config.collections().evolution() == SchemaEvolution.NONE
          && config.checks(Check.COLLECTION_EXISTS)) {
        findings.add(
            Prechecks.finding(
                option,
                "Collection "
                    + name
                    + " does not exist, and schema.evolution=none. Create it, or set"
                    + " schema.evolution=basic.",
                Check.COLLECTION_EXISTS));
      }
    }
  }

  /** The existing collections that {@code topics.regex} can bring rows for. */
  private List<CollectionName> expanded() throws InterruptedException {
    String database = config.collections().database();
    List<CollectionName> collections = new ArrayList<>();
    VisibleNames visible = new VisibleNames(client);
    for (String each : database.contains("${") ? visible.databases() : List.of(database)) {
      for (String collection : visible.collections(each)) {
        if (config.expandsTo(each, collection)) {
          collections.add(new CollectionName(each, collection));
        }
      }
    }
    return collections;
  }
}
