// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.bean.StandardBeanNames;
import io.debezium.bean.spi.BeanRegistry;
import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.base.QueueProviderService;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.connector.common.DebeziumHeaderProducer;
import io.debezium.document.DocumentReader;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.notification.NotificationService;
import io.debezium.pipeline.notification.channels.NotificationChannel;
import io.debezium.pipeline.signal.SignalProcessor;
import io.debezium.pipeline.signal.channels.SignalChannelReader;
import io.debezium.pipeline.spi.Offsets;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaFactory;
import io.debezium.service.spi.ServiceRegistry;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.emit.CapturedSchemas;
import io.vecbridge.milvus.source.emit.MilvusEventMetadata;
import io.vecbridge.milvus.source.emit.Records;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Everything that one run of a task is made of, wired once. */
public final class Capture implements AutoCloseable {
  private static final String QUEUE_LOGGING_CONTEXT = "milvus-source-task";

  private final CdcSourceTaskContext<MilvusSourceConfig> task;
  private final ChangeEventQueue<DataChangeEvent> queue;
  private final ErrorHandler errors;
  private final CaptureCoordinator coordinator;
  private final MilvusEventMetadata metadata;
  private final MilvusClient client;

  private Capture(
      CdcSourceTaskContext<MilvusSourceConfig> task,
      ChangeEventQueue<DataChangeEvent> queue,
      ErrorHandler errors,
      CaptureCoordinator coordinator,
      MilvusEventMetadata metadata,
      MilvusClient client) {
    this.task = task;
    this.queue = queue;
    this.errors = errors;
    this.coordinator = coordinator;
    this.metadata = metadata;
    this.client = client;
  }

  /**
   * Wires the parts; nothing runs yet.
   *
   * @param replaced the error handler of the run before, whose count of retries goes on; or null
   */
  public static Capture create(
      CdcSourceTaskContext<MilvusSourceConfig> task,
      OffsetStorageReader offsets,
      List<SignalChannelReader> signalChannels,
      List<NotificationChannel> notificationChannels,
      ErrorHandler replaced) {
    MilvusSourceConfig config = task.getConfig();
    Configuration options = config.options();
    ServiceRegistry services = config.getServiceRegistry();
    TopicNamingStrategy<TableId> topics = topics(config);
    CapturedSchemas schemas = new CapturedSchemas(config, topics);
    MilvusEventMetadata metadata = new MilvusEventMetadata();
    BeanRegistry beans = config.getBeanRegistry();
    beans.add(StandardBeanNames.CONFIGURATION, options);
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
            .loggingContextSupplier(() -> task.configureLoggingContext(QUEUE_LOGGING_CONTEXT))
            .build();
    ErrorHandler errors = new CaptureErrors(config, queue, replaced);
    SignalProcessor<MilvusPartition, MilvusOffset> signals =
        new SignalProcessor<>(
            MilvusSourceConnector.class,
            config,
            Map.of(),
            signalChannels,
            DocumentReader.defaultReader(),
            Offsets.of(Map.of()));
    EventDispatcher<MilvusPartition, TableId> dispatcher =
        new EventDispatcher<>(
            config,
            topics,
            schemas,
            queue,
            config.filters()::includesCollection,
            DataChangeEvent::new,
            metadata,
            config.schemaNameAdjuster(),
            signals,
            services.tryGetService(DebeziumHeaderProducer.class));
    NotificationService<MilvusPartition, MilvusOffset> notifications =
        new NotificationService<>(
            notificationChannels, config, SchemaFactory.get(), dispatcher::enqueueNotification);

    MilvusClient client = MilvusClient.open(MilvusConnectionOptions.from(options));
    Records records = new Records(config, topics, schemas, queue, dispatcher);
    CollectionShare share =
        CollectionShare.of(Integer.parseInt(config.getTaskId()), options.asMap());
    CaptureCoordinator coordinator =
        new CaptureCoordinator(
            errors,
            config,
            dispatcher,
            schemas,
            signals,
            notifications,
            progress -> new CaptureLoop(config, client, share, offsets, records, progress));
    return new Capture(task, queue, errors, coordinator, metadata, client);
  }

  /** Starts the capture thread. */
  public ChangeEventSourceCoordinator<MilvusPartition, MilvusOffset> start() {
    coordinator.start(task, queue, metadata);
    return coordinator;
  }

  /** The records that {@code poll} takes. */
  public ChangeEventQueue<DataChangeEvent> queue() {
    return queue;
  }

  /** What becomes of errors. */
  public ErrorHandler errors() {
    return errors;
  }

  /** Closes what the coordinator, which is stopped first, doesn't close. */
  @Override
  public void close() {
    queue.close();
    client.close();
  }

  @SuppressWarnings("unchecked") // the strategy's class is named in the options
  private static TopicNamingStrategy<TableId> topics(MilvusSourceConfig config) {
    return config.getTopicNamingStrategy(CommonConnectorConfig.TOPIC_NAMING_STRATEGY, true);
  }
}
