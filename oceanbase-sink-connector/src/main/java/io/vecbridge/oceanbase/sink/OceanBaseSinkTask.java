// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.common.Version;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.metrics.SinkCounters;
import io.vecbridge.oceanbase.sink.write.StartedSink;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A task's life; the work is that of {@link StartedSink}. */
public final class OceanBaseSinkTask extends SinkTask {
  private final LongSupplier nanoClock;
  private final SinkCounters counters = new SinkCounters();
  private StartedSink started;

  public OceanBaseSinkTask() {
    this(System::nanoTime);
  }

  /** For tests that let time pass. */
  OceanBaseSinkTask(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> properties) {
    boolean tolerated = "all".equals(properties.get("errors.tolerance"));
    started =
        new StartedSink(
            OceanBaseSinkConfig.of(properties), context, tolerated, counters, nanoClock);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    started.put(records);
  }

  @Override
  public void stop() {
    if (started != null) {
      started.close();
    }
  }

  /** What the task has done so far. */
  public SinkCounters.Snapshot counters() {
    return counters.snapshot();
  }
}
