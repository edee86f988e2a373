// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.metrics.TaskMBean;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.common.source.signal.Signals;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.config.ChangeLogOptions;
import io.vecbridge.milvus.source.config.ChangeLogOptions.Reader;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.log.ChangeLogReader;
import io.vecbridge.milvus.source.log.DumpChangeLogReader;
import io.vecbridge.milvus.source.log.KafkaChangeLogReader;
import io.vecbridge.milvus.source.log.MovingLogReader;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.metrics.SourceMetricsMXBean;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.schema.CapturedSchemas;
import io.vecbridge.milvus.source.stream.ChangeStream;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires what one run of a task is made of. */
public final class Capture {
  private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

  private Capture() {}

  /**
   * Wires a run; nothing runs yet.
   *
   * @param metrics of the task, over all of its runs
   */
  public static TaskRun wire(TaskStart<MilvusSourceConfig> start, SourceMetrics metrics) {
    MilvusSourceConfig config = start.config();
    if (start.replaced() != null) {
      metrics.restarted(start.replaced().getProducerThrowable());
    }
    CapturedSchemas schemas = new CapturedSchemas(config);
    Framework<NamedPartition, MilvusOffset> framework =
        Framework.of(start, schemas, new CaptureErrors(config)::isRetriable);
    MilvusClient client = MilvusClient.open(MilvusConnectionOptions.from(config.options()));
    TaskMBean mbean =
        TaskMBean.register(config.mbeanName("milvus"), SourceMetricsMXBean.class, metrics);
    return TaskRun.of(
        framework,
        output ->
            loop(
                start,
                client,
                new CollectionOutput.Task(
                    output, schemas, metrics, signals(start, framework.signals()))),
        client::close,
        mbean::close);
  }

  /** The signals, of Kafka's channel those that have not been followed by every collection. */
  static SignalLog signals(TaskStart<MilvusSourceConfig> start, Signals<?, ?> signals) {
    StoredOffsets stored = new StoredOffsets(start.offsets(), start.config().getLogicalName());
    TaskShare share = start.share();
    stored
        .signalledUntil(share.dealt().stream().filter(share::owns).toList())
        .ifPresent(signals::from);
    return new SignalLog(signals);
  }

  private static TaskRun.Loop loop(
      TaskStart<MilvusSourceConfig> start, MilvusClient client, CollectionOutput.Task task) {
    MilvusSourceConfig config = start.config();
    return config.snapshot().mode().capturesRows()
        ? loop(start, client, reader(config, client), task)
        : announcements(start, client, task);
  }

  /** Wires the loop of a task that captures no rows. */
  static AnnouncedCollections announcements(
      TaskStart<MilvusSourceConfig> start, MilvusClient client, CollectionOutput.Task task) {
    MilvusSourceConfig config = start.config();
    return new AnnouncedCollections(
        config,
        new CollectionWatch(
            new CollectionDiscovery(client, config.filters()::includesCollection),
            start.share(),
            Optional.empty(),
            config.getLogicalName()),
        new CollectionFailures(config.objectFailureMode(), System::nanoTime, task.metrics()),
        new StoredOffsets(start.offsets(), config.getLogicalName()),
        task,
        Sleeper.SYSTEM);
  }

  /** What reads the log, or null if no log is read. */
  private static ChangeLogReader reader(MilvusSourceConfig config, MilvusClient client) {
    ChangeLogOptions options = config.changeLog();
    if (!options.enabled()) {
      return null;
    }
    DumpChangeLogReader dump = new DumpChangeLogReader(client, options.retention());
    if (!options.readsKafka()) {
      LOG.info("Reading Milvus's log through Milvus (change.log.reader=dump_messages)");
      return dump;
    }
    LOG.info("Reading Milvus's log from Kafka (change.log.reader=kafka)");
    Map<String, Object> properties =
        options.consumerProperties(config.getLogicalName(), config.getTaskId());
    KafkaChangeLogReader kafka = new KafkaChangeLogReader(properties);
    return options.reader() == Reader.KAFKA
        ? kafka
        : new MovingLogReader(kafka, () -> new KafkaChangeLogReader(properties), dump);
  }

  /**
   * Wires the capture loop.
   *
   * @param log null if no log is read
   */
  static CaptureLoop loop(
      TaskStart<MilvusSourceConfig> start,
      MilvusClient client,
      ChangeLogReader log,
      CollectionOutput.Task task) {
    MilvusSourceConfig config = start.config();
    TaskShare share = start.share();
    Optional<ChangeStream> stream = Optional.ofNullable(log).map(ChangeStream::new);
    StoredOffsets stored = new StoredOffsets(start.offsets(), config.getLogicalName());
    CollectionWatch watch =
        new CollectionWatch(
            new CollectionDiscovery(client, config.filters()::includesCollection),
            share,
            stream.map(any -> stored),
            config.getLogicalName());
    MissedDrops drops =
        new MissedDrops(config.changeLog().collectionDropMode(), stream.isPresent());
    Optional<CapturedList> list =
        Optional.of(
                new CapturedList(
                    stored,
                    config.filters()::includesCollection,
                    share::owns,
                    drops,
                    share.isFirst()))
            .filter(any -> stream.isPresent() && config.snapshot().mode().streams());
    CollectionOpening opening =
        new CollectionOpening(
            start,
            client,
            new StartPositions(
                log, config.changeLog().startTimestamp(), stored.capturedUntil(share.dealt())),
            stream,
            task);
    return new CaptureLoop(
        config,
        new WaitingCollections(
            watch,
            opening,
            new CollectionFailures(config.objectFailureMode(), System::nanoTime, task.metrics()),
            new Renames(config, share, drops, task.output()),
            System::nanoTime),
        new LogReading(stream, task.metrics(), Sleeper.SYSTEM, System::nanoTime),
        drops,
        list,
        task);
  }
}
