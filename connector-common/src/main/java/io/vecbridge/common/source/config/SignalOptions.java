// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.pipeline.signal.channels.FileSignalChannel;
import io.debezium.pipeline.signal.channels.KafkaSignalChannel;
import io.vecbridge.common.config.Options;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Where signals come from. Names and meanings are Debezium's. */
final class SignalOptions {
  private static final String KAFKA = "kafka";
  private static final String FILE = "file";
  private static final List<String> CHANNELS = List.of(KAFKA, FILE);
  private static final String TASKS = "tasks.max";

  // Debezium's default is its source channel, which needs a table that the connector writes to.
  private static final Field ENABLED_CHANNELS =
      Field.create(CommonConnectorConfig.SIGNAL_ENABLED_CHANNELS.name())
          .withDisplayName("Channels of signals")
          .withType(Type.LIST)
          .withImportance(Importance.MEDIUM)
          .withDefault("")
          .withValidation(SignalOptions::validateChannels)
          .withDescription(
              "Where signals (execute-snapshot, stop-snapshot, log) come from: 'kafka', 'file', or"
                  + " both, separated by a comma; by default none. 'file' needs tasks.max=1.");

  private static final Field TOPIC =
      Field.create(KafkaSignalChannel.SIGNAL_TOPIC.name())
          .withDisplayName("Topic of signals")
          .withType(Type.STRING)
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "The topic of signals, which has one partition; by default <topic.prefix>-signal. The"
                  + " key of a record is the topic.prefix of the connector that it is for.");

  private static final Field BOOTSTRAP_SERVERS =
      Field.create(KafkaSignalChannel.BOOTSTRAP_SERVERS.name())
          .withDisplayName("Bootstrap servers of signals")
          .withType(Type.STRING)
          .withImportance(Importance.MEDIUM)
          .withValidation(SignalOptions::validateServers)
          .withDescription(
              "Bootstrap servers of the Kafka cluster that has the topic of signals. Other properties"
                  + " of its consumer can be set with the prefix signal.consumer.");

  private static final Field GROUP =
      Field.create(KafkaSignalChannel.GROUP_ID.name())
          .withDisplayName("Consumer group of signals")
          .withType(Type.STRING)
          .withImportance(Importance.LOW)
          .withDefault("kafka-signal")
          .withDescription(
              "The consumer group that the connector reads the topic of signals with. It must be"
                  + " unique among the connectors that read the topic.");

  private static final Field FILE_NAME =
      Field.create(FileSignalChannel.SIGNAL_FILE.name())
          .withDisplayName("File of signals")
          .withType(Type.STRING)
          .withImportance(Importance.LOW)
          .withDefault("file-signals.txt")
          .withDescription(
              "The file on the worker that has signals, one JSON object per line. What has been read"
                  + " is removed from it.");

  private static final Field POLL_INTERVAL =
      CommonConnectorConfig.SIGNAL_POLL_INTERVAL_MS.withDescription(
          "How often the channels are asked for new signals, in milliseconds.");

  static final Field.Set FIELDS =
      Field.setOf(ENABLED_CHANNELS, TOPIC, BOOTSTRAP_SERVERS, GROUP, FILE_NAME, POLL_INTERVAL);

  private SignalOptions() {}

  private static int validateChannels(
      Configuration config, Field field, Field.ValidationOutput problems) {
    List<String> channels = Options.list(config, field);
    if (!CHANNELS.containsAll(channels)) {
      problems.accept(field, channels, "Expected kafka, file or both.");
      return 1;
    }
    String tasks = config.getString(TASKS);
    if (channels.contains(FILE) && tasks != null && !tasks.strip().equals("1")) {
      problems.accept(
          field,
          channels,
          "Each task would take signals of the others from the file: set tasks.max=1, or use kafka.");
      return 1;
    }
    return 0;
  }

  private static int validateServers(
      Configuration config, Field field, Field.ValidationOutput problems) {
    String servers = config.getString(field);
    if (Options.list(config, ENABLED_CHANNELS).contains(KAFKA)
        && (servers == null || servers.isBlank())) {
      problems.accept(
          field, servers, "signal.enabled.channels has kafka: its bootstrap servers are needed.");
      return 1;
    }
    return 0;
  }
}
