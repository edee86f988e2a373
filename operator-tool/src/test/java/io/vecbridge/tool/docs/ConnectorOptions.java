// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import io.vecbridge.milvus.sink.MilvusSinkConnector;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.oceanbase.sink.OceanBaseSinkConnector;
import io.vecbridge.oceanbase.source.OceanBaseSourceConnector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.connect.connector.Connector;

/** Which options the four connectors have, those that Connect gives to each of them included. */
final class ConnectorOptions {
  /** The connectors by the names of their pages, without the ending {@code -connector}. */
  static final Map<String, Connector> CONNECTORS =
      Map.of(
          "milvus-source", new MilvusSourceConnector(),
          "oceanbase-sink", new OceanBaseSinkConnector(),
          "oceanbase-source", new OceanBaseSourceConnector(),
          "milvus-sink", new MilvusSinkConnector());

  private static final Set<String> OF_CONNECT =
      Set.of(
          "name",
          "connector.class",
          "tasks.max",
          "key.converter",
          "value.converter",
          "header.converter",
          "errors.tolerance",
          "errors.retry.timeout",
          "errors.log.enable",
          "errors.log.include.messages",
          "topics",
          "topics.regex",
          "errors.deadletterqueue.topic.name",
          "errors.deadletterqueue.topic.replication.factor",
          "errors.deadletterqueue.context.headers.enable",
          "exactly.once.support",
          "transaction.boundary",
          "transaction.boundary.interval.ms",
          "offsets.storage.topic");

  /** Options that end as the user or another class likes it. */
  private static final List<String> OPEN =
      List.of(
          "key.converter.",
          "value.converter.",
          "header.converter.",
          "transforms",
          "predicates",
          "topic.creation.",
          "row.filter.overrides.");

  private static final Map<String, Set<String>> OF_CLIENTS =
      Map.of(
          "producer.override.", ProducerConfig.configNames(),
          "consumer.override.", ConsumerConfig.configNames(),
          "change.log.kafka.", ConsumerConfig.configNames(),
          "signal.consumer.", ConsumerConfig.configNames(),
          "admin.override.", AdminClientConfig.configNames());

  private ConnectorOptions() {}

  /** The connectors whose class has this name. */
  static List<Connector> ofClass(String name) {
    return CONNECTORS.values().stream()
        .filter(connector -> connector.getClass().getName().equals(name))
        .toList();
  }

  /** Those of the names that none of the connectors has as an option. */
  static Set<String> unknown(Collection<Connector> connectors, Collection<String> names) {
    Set<String> unknown = new TreeSet<>(names);
    unknown.removeIf(name -> connectors.stream().anyMatch(connector -> has(connector, name)));
    return unknown;
  }

  private static boolean has(Connector connector, String name) {
    return connector.config().names().contains(name)
        || OF_CONNECT.contains(name)
        || OPEN.stream().anyMatch(name::startsWith)
        || OF_CLIENTS.entrySet().stream()
            .anyMatch(
                client ->
                    name.startsWith(client.getKey())
                        && client.getValue().contains(name.substring(client.getKey().length())));
  }
}
