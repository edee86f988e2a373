// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.notification.channels.NotificationChannel;
import io.debezium.pipeline.signal.channels.SignalChannelReader;
import io.vecbridge.common.source.config.SourceConfig;
import java.util.List;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * What one run of a task starts from.
 *
 * @param offsets what Connect has stored
 * @param replaced the error handler of the run before, whose count of retries it continues; or null
 */
public record TaskStart<C extends SourceConfig>(
    Class<? extends SourceConnector> connector,
    CdcSourceTaskContext<C> task,
    OffsetStorageReader offsets,
    List<SignalChannelReader> signalChannels,
    List<NotificationChannel> notificationChannels,
    ErrorHandler replaced) {

  /** The options of the connector. */
  public C config() {
    return task.getConfig();
  }

  /** Which collections or tables the task owns. */
  public TaskShare share() {
    return TaskShare.of(Integer.parseInt(config().getTaskId()), config().options().asMap());
  }
}
