// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink;

import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/** A task's sink between start and stop. */
public interface TargetSink extends AutoCloseable {
  /** Writes the records, or throws and has written nothing that a repetition changes. */
  void put(Collection<SinkRecord> records);

  /** Gives up the connection; never throws. */
  @Override
  void close();
}
