// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.bean.StandardBeanNames;
import io.debezium.bean.spi.BeanRegistry;
import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.base.QueueProviderService;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.connector.common.DebeziumHeaderProducer;
import io.debezium.document.DocumentReader;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.notification.NotificationService;
import io.debezium.pipeline.notification.channels.NotificationChannel;
import io.debezium.pipeline.signal.SignalProcessor;
import io.debezium.pipeline.signal.channels.SignalChannelReader;
import io.debezium.pipeline.source.spi.EventMetadataProvider;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Offsets;
import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.TableId;
import io.debezium.schema.DatabaseSchema;
import io.debezium.schema.SchemaFactory;
import io.debezium.schema.SchemaNameAdjuster;
import io.debezium.service.spi.ServiceRegistry;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.common.source.emit.RememberedTopics;
import io.vecbridge.common.source.emit.SizedEvents;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Debezium's parts of one run of a task, wired once: the queue that {@code poll} empties, what
 * becomes of errors, the dispatcher with tombstones, skipped operations, heartbeats and metrics,
 * signals and notifications.
 */
public record Framework<P extends Partition, O extends OffsetContext>(
    ChangeEventQueue<DataChangeEvent> queue,
    ErrorHandler errors,
    EventDispatcher<P, TableId> dispatcher,
    SizedEvents events,
    SignalProcessor<P, O> signals,
    NotificationService<P, O> notifications,
    EventMetadataProvider metadata) {

  /**
   * What a connector tells of itself.
   *
   * @param connector the connector's class
   * @param queueContext the name under which the queue's thread logs
   * @param includes which collections or tables are captured
   * @param errors makes the error handler over the queue
   * @param schemaNames the connector's {@code schema.name.adjustment.mode}
   */
  public record Source(
      Class<? extends SourceConnector> connector,
      String queueContext,
      Configuration options,
      DataCollectionFilter includes,
      EventMetadataProvider metadata,
      SchemaNameAdjuster schemaNames,
      Function<ChangeEventQueue<DataChangeEvent>, ErrorHandler> errors) {}

  /** Which collections or tables are captured. */
  public interface DataCollectionFilter {
    /** Whether this one is. */
    boolean includes(TableId id);
  }

  /** Wires the parts; nothing runs yet. */
  public static <P extends Partition, O extends OffsetContext> Framework<P, O> of(
      CdcSourceTaskContext<? extends CommonConnectorConfig> task,
      Source source,
      TopicNamingStrategy<TableId> topics,
      DatabaseSchema<TableId> schemas,
      List<SignalChannelReader> signalChannels,
      List<NotificationChannel> notificationChannels) {
    CommonConnectorConfig config = task.getConfig();
    ServiceRegistry services = config.getServiceRegistry();
    BeanRegistry beans = config.getBeanRegistry();
    beans.add(StandardBeanNames.CONFIGURATION, source.options());
    beans.add(StandardBeanNames.CONNECTOR_CONFIG, config);
    beans.add(StandardBeanNames.DATABASE_SCHEMA, schemas);
    beans.add(StandardBeanNames.CDC_SOURCE_TASK_CONTEXT, task);

    ChangeEventQueue<DataChangeEvent> queue =
        new ChangeEventQueue.Builder<DataChangeEvent>()
            .pollInterval(config.getPollInterval())
            .maxBatchSize(config.getMaxBatchSize())
            .maxQueueSize(config.getMaxQueueSize())
            .maxQueueSizeInBytes(config.getMaxQueueSizeInBytes())
            .queueProvider(services.tryGetService(QueueProviderService.class).getQueueProvider())
            .loggingContextSupplier(() -> task.configureLoggingContext(source.queueContext()))
            .build();
    SignalProcessor<P, O> signals =
        new SignalProcessor<>(
            source.connector(),
            config,
            Map.of(),
            signalChannels,
            DocumentReader.defaultReader(),
            Offsets.of(Map.of()));
    SizedEvents events = new SizedEvents();
    EventDispatcher<P, TableId> dispatcher =
        new EventDispatcher<>(
            config,
            topics,
            schemas,
            queue,
            source.includes()::includes,
            events,
            source.metadata(),
            source.schemaNames(),
            signals,
            services.tryGetService(DebeziumHeaderProducer.class));
    NotificationService<P, O> notifications =
        new NotificationService<>(
            notificationChannels, config, SchemaFactory.get(), dispatcher::enqueueNotification);
    return new Framework<>(
        queue,
        source.errors().apply(queue),
        dispatcher,
        events,
        signals,
        notifications,
        source.metadata());
  }

  /** The names of topics, by the strategy that the options name. */
  @SuppressWarnings("unchecked") // the strategy's class is named in the options
  public static TopicNamingStrategy<TableId> topics(CommonConnectorConfig config) {
    return new RememberedTopics(
        config.getTopicNamingStrategy(CommonConnectorConfig.TOPIC_NAMING_STRATEGY, true));
  }
}
