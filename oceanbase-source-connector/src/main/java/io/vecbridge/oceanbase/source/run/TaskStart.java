// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.run;

import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.notification.channels.NotificationChannel;
import io.debezium.pipeline.signal.channels.SignalChannelReader;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.TableId;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.common.source.emit.SampledEventMetadata;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.emit.CapturedSchemas;
import java.util.List;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * What one run of a task starts from, in either mode.
 *
 * @param connector the connector's class
 * @param offsets what Connect has stored
 * @param replaced the error handler of the run before, whose count of retries goes on; or null
 */
public record TaskStart(
    Class<? extends SourceConnector> connector,
    CdcSourceTaskContext<OceanBaseSourceConfig> task,
    OffsetStorageReader offsets,
    List<SignalChannelReader> signalChannels,
    List<NotificationChannel> notificationChannels,
    ErrorHandler replaced) {
  private static final String QUEUE_LOGGING_CONTEXT = "oceanbase-source-task";

  /** The options of the connector. */
  public OceanBaseSourceConfig config() {
    return task.getConfig();
  }

  /**
   * Wires the framework's parts; nothing runs yet.
   *
   * @param position the field of the {@code source} block that tells where a record is from
   */
  public <P extends Partition, O extends OffsetContext> Framework<P, O> framework(
      TopicNamingStrategy<TableId> topics, CapturedSchemas schemas, String position) {
    OceanBaseSourceConfig config = config();
    return Framework.of(
        task,
        new Framework.Source(
            connector,
            QUEUE_LOGGING_CONTEXT,
            config.options(),
            config.tables()::includes,
            new SampledEventMetadata(position),
            config.schemaNameAdjuster(),
            queue -> new CaptureErrors(connector, config, queue, replaced)),
        topics,
        schemas,
        signalChannels,
        notificationChannels);
  }
}
