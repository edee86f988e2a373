// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.bean.StandardBeanNames;
import io.debezium.bean.spi.BeanRegistry;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.base.QueueProviderService;
import io.debezium.connector.common.DebeziumHeaderProducer;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.notification.NotificationService;
import io.debezium.pipeline.source.spi.EventMetadataProvider;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaFactory;
import io.debezium.service.spi.ServiceRegistry;
import io.vecbridge.common.source.config.SourceConfig;
import io.vecbridge.common.source.emit.EnvelopeSchemas;
import io.vecbridge.common.source.emit.SampledEventMetadata;
import io.vecbridge.common.source.emit.SizedEvents;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.signal.Signals;
import java.util.function.Predicate;

/**
 * Debezium's parts of one run of a task, wired once: the queue that {@code poll} empties, what
 * becomes of errors, the dispatcher with tombstones, skipped operations, heartbeats and metrics,
 * signals and notifications.
 */
public record Framework<P extends Partition, O extends OffsetContext>(
    TaskStart<?> start,
    EnvelopeSchemas schemas,
    Events<P> events,
    ErrorHandler errors,
    Signals<P, O> signals,
    NotificationService<P, O> notifications) {

  /**
   * The way of an event through the framework.
   *
   * @param queue where it ends
   * @param sizes of the events that are dispatched
   * @param metadata what the framework's metrics learn of it
   */
  public record Events<P extends Partition>(
      ChangeEventQueue<DataChangeEvent> queue,
      EventDispatcher<P, TableId> dispatcher,
      SizedEvents sizes,
      EventMetadataProvider metadata) {}

  /**
   * Wires the parts; nothing runs yet.
   *
   * @param retriable the errors of the capture loop after which the task starts again by itself
   */
  public static <P extends Partition, O extends OffsetContext> Framework<P, O> of(
      TaskStart<?> start, EnvelopeSchemas schemas, Predicate<Throwable> retriable) {
    SourceConfig config = start.config();
    register(start, schemas);
    ChangeEventQueue<DataChangeEvent> queue = queue(start);
    ErrorHandler errors =
        new ErrorHandler(start.connector(), config, queue, start.replaced()) {
          @Override
          protected boolean isRetriable(Throwable error) {
            return retriable.test(error);
          }
        };
    Signals<P, O> signals = new Signals<>(start.connector(), config, start.signalChannels());
    SizedEvents sizes = new SizedEvents();
    EventMetadataProvider metadata = new SampledEventMetadata();
    EventDispatcher<P, TableId> dispatcher =
        new EventDispatcher<>(
            config,
            schemas.topics(),
            schemas,
            queue,
            schemas::isCaptured,
            sizes,
            metadata,
            config.schemaNameAdjuster(),
            signals.processor(),
            config.getServiceRegistry().tryGetService(DebeziumHeaderProducer.class));
    NotificationService<P, O> notifications =
        new NotificationService<>(
            start.notificationChannels(),
            config,
            SchemaFactory.get(),
            dispatcher::enqueueNotification);
    return new Framework<>(
        start,
        schemas,
        new Events<>(queue, dispatcher, sizes, metadata),
        errors,
        signals,
        notifications);
  }

  private static void register(TaskStart<?> start, EnvelopeSchemas schemas) {
    SourceConfig config = start.config();
    BeanRegistry beans = config.getBeanRegistry();
    beans.add(StandardBeanNames.CONFIGURATION, config.options());
    beans.add(StandardBeanNames.CONNECTOR_CONFIG, config);
    beans.add(StandardBeanNames.DATABASE_SCHEMA, schemas);
    beans.add(StandardBeanNames.CDC_SOURCE_TASK_CONTEXT, start.task());
  }

  private static ChangeEventQueue<DataChangeEvent> queue(TaskStart<?> start) {
    SourceConfig config = start.config();
    ServiceRegistry services = config.getServiceRegistry();
    String thread = config.getConnectorName() + "-source-task";
    return new ChangeEventQueue.Builder<DataChangeEvent>()
        .pollInterval(config.getPollInterval())
        .maxBatchSize(config.getMaxBatchSize())
        .maxQueueSize(config.getMaxQueueSize())
        .maxQueueSizeInBytes(config.getMaxQueueSizeInBytes())
        .queueProvider(services.tryGetService(QueueProviderService.class).getQueueProvider())
        .loggingContextSupplier(() -> start.task().configureLoggingContext(thread))
        .build();
  }

  /** Where the records of the task go, without the metric of the connection. */
  public TaskOutput<P> output(SnapshotProgressListener<P> snapshots) {
    return output(new TaskOutput.Listeners<>(snapshots, connected -> {}));
  }

  /** Where the records of the task go. */
  TaskOutput<P> output(TaskOutput.Listeners<P> listeners) {
    return new TaskOutput<>(
        start.config(), schemas, events.queue(), events.dispatcher(), events.sizes(), listeners);
  }
}
