// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.signal;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.document.DocumentReader;
import io.debezium.pipeline.signal.SignalPayload;
import io.debezium.pipeline.signal.SignalProcessor;
import io.debezium.pipeline.signal.SignalRecord;
import io.debezium.pipeline.signal.actions.Log;
import io.debezium.pipeline.signal.channels.KafkaSignalChannel;
import io.debezium.pipeline.signal.channels.SignalChannelReader;
import io.debezium.pipeline.signal.channels.SourceSignalChannel;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Offsets;
import io.debezium.pipeline.spi.Partition;
import io.vecbridge.common.source.config.SourceConfig;
import io.vecbridge.common.source.offset.CaptureOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals of one run of a task, which Debezium's processor reads from the enabled channels on a
 * thread of its own. Those about snapshots are kept for the capture thread.
 */
public final class Signals<P extends Partition, O extends OffsetContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private final SignalProcessor<P, O> processor;
  private final Optional<KafkaSignalChannel> kafka;
  private final Queue<SnapshotSignal> arrived = new ConcurrentLinkedQueue<>();

  /** Over the channels that Debezium offers; none is read yet. */
  public Signals(
      Class<? extends SourceConnector> connector,
      SourceConfig config,
      List<SignalChannelReader> channels) {
    this.processor =
        new SignalProcessor<>(
            connector,
            config,
            Map.of(),
            channels.stream().map(Signals::guarded).toList(),
            DocumentReader.defaultReader(),
            oneContext(config));
    this.kafka =
        channels.stream()
            .filter(channel -> config.getEnabledChannels().contains(channel.name()))
            .filter(KafkaSignalChannel.class::isInstance)
            .map(KafkaSignalChannel.class::cast)
            .findFirst();
  }

  /** The dispatcher looks for Debezium's own class of the source channel. */
  private static SignalChannelReader guarded(SignalChannelReader channel) {
    return channel instanceof SourceSignalChannel ? channel : new Guarded(channel);
  }

  /**
   * Debezium hands a signal to the partitions that it knows, by the database's name if there are
   * several. Here the names in the signal decide, so it gets one for all.
   */
  @SuppressWarnings("unchecked") // no action looks at either
  private static <P extends Partition, O extends OffsetContext> Offsets<P, O> oneContext(
      SourceConfig config) {
    Partition all = () -> Map.of("server", config.getLogicalName());
    OffsetContext nowhere =
        new CaptureOffset<Void>(config) {
          @Override
          public void moveTo(Void position) {
            // There is no position.
          }

          @Override
          public Map<String, ?> getOffset() {
            return Map.of();
          }
        };
    return Offsets.of((P) all, (O) nowhere);
  }

  /** Debezium's processor. */
  public SignalProcessor<P, O> processor() {
    return processor;
  }

  /** Reads Kafka's channel from a position on, and not from where its consumer group was. */
  public void from(long position) {
    kafka.ifPresent(channel -> channel.seek(position));
  }

  /** Begins to read. */
  public void start() {
    processor.registerSignalAction(Log.NAME, new Log<>());
    processor.registerSignalAction(
        SnapshotSignal.EXECUTE, payload -> arrived(SnapshotSignal.Kind.EXECUTE, payload));
    processor.registerSignalAction(
        SnapshotSignal.STOP, payload -> arrived(SnapshotSignal.Kind.STOP, payload));
    processor.start();
  }

  private boolean arrived(SnapshotSignal.Kind kind, SignalPayload<P> payload) {
    Map<String, Object> more = payload.additionalData;
    Object position = more == null ? null : more.get(KafkaSignalChannel.CHANNEL_OFFSET);
    try {
      arrived.add(
          SnapshotSignal.read(
              kind,
              payload.id,
              position instanceof Long offset ? offset : SnapshotSignal.NO_POSITION,
              payload.data));
      return true;
    } catch (IllegalArgumentException e) {
      LOG.warn("Signal {} is ignored: {}", payload.id, e.getMessage());
      return false;
    }
  }

  /** The next signal that has arrived; null if there is none. */
  SnapshotSignal poll() {
    return arrived.poll();
  }

  /** Debezium's processor ends for ever when a channel fails, as with a signal without data. */
  private record Guarded(SignalChannelReader channel) implements SignalChannelReader {
    @Override
    public String name() {
      return channel.name();
    }

    @Override
    public void init(CommonConnectorConfig config) {
      channel.init(config);
    }

    @Override
    public <T> void reset(T reference) {
      channel.reset(reference);
    }

    @Override
    public List<SignalRecord> read() {
      try {
        return channel.read();
      } catch (RuntimeException e) {
        LOG.error("Signals of the channel {} can't be read and are skipped", channel.name(), e);
        return List.of();
      }
    }

    @Override
    public void close() {
      channel.close();
    }
  }
}
