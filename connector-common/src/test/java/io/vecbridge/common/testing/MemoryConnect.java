// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.event.ColumnRenames;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.flow.PutFlow;
import io.vecbridge.common.sink.flow.PutSettings;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.write.CommitUnderWay;
import io.vecbridge.common.sink.write.StartedSink;
import io.vecbridge.common.sink.write.Target;
import io.vecbridge.common.sink.write.TargetSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What Connect does for the tasks of a sink, as far as it decides which records come how often: it
 * polls, delivers a batch again that failed, rewinds, commits offsets, and moves partitions. As for
 * topics that a transformation has renamed, it does not take the records of a lost partition out of
 * a batch.
 *
 * @param <T> what the system writes
 * @param <S> the target system of a task
 */
public final class MemoryConnect<T extends Target, S extends TargetSystem<T>> {
  private final List<Task> tasks = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Map<TopicPartition, List<SinkRecord>> log = new TreeMap<>(MemoryConnect::compare);
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  /**
   * @param number of tasks
   * @param systems opens the target system for a task
   */
  public MemoryConnect(int number, Supplier<S> systems) {
    this(number, systems, Integer.MAX_VALUE);
  }

  /**
   * @param number of tasks
   * @param systems opens the target system for a task
   * @param overlapping from how many records on a put returns before it is committed
   */
  public MemoryConnect(int number, Supplier<S> systems, int overlapping) {
    for (int i = 0; i < number; i++) {
      tasks.add(new Task(systems.get(), overlapping));
    }
  }

  public List<Task> tasks() {
    return tasks;
  }

  /** Appends a record, whose offset is the next one of its partition. */
  public void send(SinkRecord record) {
    TopicPartition partition =
        new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    if (!log.containsKey(partition)) {
      log.put(partition, new ArrayList<>());
      committed.put(partition, 0L);
      tasks.get(partition.partition() % tasks.size()).assign(partition);
    }
    log.get(partition).add(record);
  }

  /** The offset of the next record of a partition. */
  public long next(TopicPartition partition) {
    return log.getOrDefault(partition, List.of()).size();
  }

  public void letTimePass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  /** Moves the partition of a number to the other task, which begins at the committed offset. */
  public void move(int number, boolean commits) {
    TopicPartition partition = List.copyOf(log.keySet()).get(number % log.size());
    Task from = tasks.stream().filter(task -> task.owns(partition)).findFirst().orElseThrow();
    if (commits) {
      from.commit();
    }
    from.revoke(partition);
    tasks.get(1 - tasks.indexOf(from)).assign(partition);
  }

  /** Whether every record is delivered and none is to come again. */
  public boolean isDone() {
    return tasks.stream().allMatch(Task::isDone);
  }

  private static int compare(TopicPartition one, TopicPartition other) {
    return one.toString().compareTo(other.toString());
  }

  /** One task. */
  public final class Task {
    private final FakeSinkContext context = new FakeSinkContext(true);
    private final SinkMetrics metrics = new SinkMetrics(nanos::get, () -> 0);
    private final S system;
    private final StartedSink<T> sink;
    private final Map<TopicPartition, Long> positions = new TreeMap<>(MemoryConnect::compare);
    private final LateExecutor commits = new LateExecutor();
    private List<SinkRecord> batch = new ArrayList<>();

    /** Whether the last put had nothing to wait for, and left nothing behind. */
    private boolean isSettled = true;

    private Task(S system, int overlapping) {
      this.system = system;
      RateLimits none =
          new RateLimits(new RateLimit(0, 0, nanos::get), new RateLimit(0, 0, nanos::get));
      RetryConfig retry =
          new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(-1));
      PutSettings settings =
          new PutSettings(none, retry, Duration.ofSeconds(60), true, ObjectFailureMode.CONTINUE);
      sink =
          new StartedSink<>(
              system,
              new EventReader("$meta"),
              ColumnRenames.none(),
              true,
              new PutFlow("OceanBase", settings, context, metrics, nanos::get),
              new CommitUnderWay(overlapping, commits));
    }

    public FakeSinkContext context() {
      return context;
    }

    public SinkMetrics metrics() {
      return metrics;
    }

    public S system() {
      return system;
    }

    /** Delivers up to so many records, or those again that failed. */
    public void poll(int most) {
      positions.putAll(context.rewound());
      context.rewound().clear();
      if (batch.isEmpty()) {
        positions.replaceAll(
            (partition, position) ->
                context.paused().contains(partition)
                    ? position
                    : position + fetch(partition, position, most));
      }
      boolean wasIdle = commits.isIdle();
      isSettled = false;
      try {
        sink.put(batch);
        batch = new ArrayList<>();
        isSettled = wasIdle && commits.isIdle();
      } catch (RetriableException e) {
        // Delivered again.
      }
    }

    private int fetch(TopicPartition partition, long position, int most) {
      List<SinkRecord> records = log.get(partition);
      int number = Math.min(most - batch.size(), records.size() - (int) position);
      // What is read again is another object, as it is from Kafka.
      records.subList((int) position, (int) position + number).stream()
          .map(record -> Records.renamed(record, record.topic()))
          .forEach(batch::add);
      return number;
    }

    /** Commits what can be committed, unless a batch is to be delivered again. */
    public void commit() {
      if (!batch.isEmpty()) {
        return;
      }
      Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
      positions.forEach((each, position) -> current.put(each, new OffsetAndMetadata(position)));
      sink.committable(current).forEach((each, offset) -> committed.put(each, offset.offset()));
    }

    /** The offset that is committed. */
    public long committed(TopicPartition partition) {
      return committed.get(partition);
    }

    private boolean owns(TopicPartition partition) {
      return positions.containsKey(partition);
    }

    private void assign(TopicPartition partition) {
      context.assign(partition);
      positions.put(partition, committed.get(partition));
    }

    private void revoke(TopicPartition partition) {
      sink.revoked(Set.of(partition));
      context.revoke(partition);
      positions.remove(partition);
    }

    private boolean isDone() {
      return isSettled
          && batch.isEmpty()
          && context.rewound().isEmpty()
          && context.paused().isEmpty()
          && positions.entrySet().stream().allMatch(each -> each.getValue() == next(each.getKey()));
    }
  }
}
