// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.server.ConnectWorker;
import java.io.IOException;
import java.lang.management.MemoryUsage;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;

/** What a worker's process costs, over JMX. */
final class WorkerProcess implements AutoCloseable {
  private static final String OLD_GENERATION = "java.lang:type=MemoryPool,name=Tenured Gen";

  private final JMXConnector connection;
  private final MBeanServerConnection beans;
  private long mostLive;

  WorkerProcess(ConnectWorker worker) throws IOException {
    this.connection = worker.jmx();
    this.beans = connection.getMBeanServerConnection();
  }

  /** Time of the processor that the process has taken, in nanoseconds. */
  long cpuNanos() throws IOException, JMException {
    return (Long)
        beans.getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "ProcessCpuTime");
  }

  /** Looks at what the last collection of the old generation left. */
  void look() throws IOException, JMException {
    Object left = beans.getAttribute(new ObjectName(OLD_GENERATION), "CollectionUsage");
    mostLive = Math.max(mostLive, MemoryUsage.from((CompositeData) left).getUsed());
  }

  /** The most bytes that were seen to survive a collection of the old generation. */
  long mostLiveBytes() {
    return mostLive;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
