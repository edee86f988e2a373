// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.sink;

import io.vecbridge.common.sink.TargetSinkTask;
import io.vecbridge.common.testing.FakeSinkContext;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task without a worker, which fails with one table unless a test wants otherwise: time stands
 * still unless a test moves it, bad records are collected.
 */
public class DirectTask implements AutoCloseable {
  private static final AtomicInteger TASKS = new AtomicInteger();

  private final int number = TASKS.incrementAndGet();
  private final AtomicLong nanos = new AtomicLong();
  private LongSupplier clock = () -> 0;
  private final FakeSinkContext context;
  private final TargetSinkTask<?> task;

  /**
   * @param task makes the task with the clock of the test
   * @param tolerant whether the worker has a reporter; without it a bad record stops the task
   * @param options name and value in turn, over the defaults
   */
  protected DirectTask(
      Function<LongSupplier, TargetSinkTask<?>> task,
      boolean tolerant,
      Map<String, String> defaults,
      String... options) {
    Map<String, String> properties = new HashMap<>(defaults);
    properties.put("task.id", Integer.toString(number));
    properties.put("object.failure.mode", "fail");
    properties.put("errors.tolerance", tolerant ? "all" : "none");
    for (int i = 0; i < options.length; i += 2) {
      properties.put(options[i], options[i + 1]);
    }
    this.context = new FakeSinkContext(tolerant);
    this.task = task.apply(this::now);
    this.task.initialize(context);
    this.task.start(properties);
  }

  public void put(SinkRecord... records) {
    put(List.of(records));
  }

  /** Returns when the records are committed. */
  public void put(List<SinkRecord> records) {
    task.put(records);
    task.flush(Map.of());
  }

  /** Whether the records are written; if not, Connect would deliver them again. */
  public boolean takes(List<SinkRecord> records) {
    try {
      put(records);
      return true;
    } catch (RetriableException e) {
      return false;
    }
  }

  /** The messages of the records that were reported. */
  public List<String> reported() {
    return context.reported();
  }

  /** The offsets that the task asked to be read from again. */
  public Map<TopicPartition, Long> rewound() {
    return context.rewound();
  }

  /** The milliseconds that the task asked to be left alone for, or -1. */
  public long timeout() {
    return context.timeout();
  }

  /** From now on time passes by itself. */
  public void startClock() {
    clock = System::nanoTime;
  }

  /** From now on time passes with each look at the clock. */
  public void letEachLookTake(long millis) {
    AtomicLong looks = new AtomicLong();
    clock = () -> looks.addAndGet(millis * 1_000_000);
  }

  private long now() {
    return nanos.get() + clock.getAsLong();
  }

  public void letTimePass(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }

  /** Until records that wait for other rows have waited long enough, without any others. */
  public void putUntilWaitingRecordsAreRefused() {
    for (int i = 0; i < 10; i++) {
      letTimePass(5_000);
      put();
    }
  }

  /** One of the task's totals over JMX, such as {@code Upserts}. */
  public long total(String name) {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName task = new ObjectName("vecbridge.*:context=sink,task=" + number + ",*");
      ObjectName bean = server.queryNames(task, null).iterator().next();
      return (Long) server.getAttribute(bean, "TotalNumberOf" + name);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    task.stop();
  }
}
