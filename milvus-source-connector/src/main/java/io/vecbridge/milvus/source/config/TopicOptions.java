// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * What is known of the topics that the records go to. The producer is the worker's, so a connector
 * can't look at the topics itself.
 */
final class TopicOptions {
  static final Field PARTITIONS =
      Field.create("topic.partitions")
          .withDisplayName("Partitions of the topics")
          .withType(Type.INT)
          .withImportance(Importance.MEDIUM)
          .withValidation(Field::isPositiveInteger)
          .withDescription(
              "The number of partitions of the collections' topics. An event that removes all rows of"
                  + " a collection ('t') has no key, so it keeps its place among the rows only in a"
                  + " topic with one partition, and is sent only with 1. By default"
                  + " topic.creation.default.partitions, if the connector has it and no"
                  + " topic.creation.groups; otherwise unknown.");

  private static final String CREATED = "topic.creation.default.partitions";
  private static final String GROUPS = "topic.creation.groups";

  private TopicOptions() {}

  /** Whether each topic has one partition. */
  static boolean haveOnePartition(Configuration config) {
    String stated = config.getString(PARTITIONS);
    if (stated == null && !config.hasKey(GROUPS)) {
      stated = config.getString(CREATED);
    }
    return stated != null && stated.strip().equals("1");
  }
}
