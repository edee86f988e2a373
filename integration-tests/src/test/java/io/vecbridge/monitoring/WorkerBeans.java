// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.monitoring;

import io.debezium.config.Configuration;
import io.debezium.pipeline.metrics.SnapshotChangeEventSourceMetricsMXBean;
import io.debezium.pipeline.metrics.StreamingChangeEventSourceMetricsMXBean;
import io.vecbridge.common.metrics.TaskMBean;
import io.vecbridge.common.sink.metrics.SinkMBean;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.metrics.SinkMetricsMXBean;
import io.vecbridge.common.sink.metrics.TableStatus;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.metrics.ChannelStatus;
import io.vecbridge.milvus.source.metrics.CollectionStatus;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetrics;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetricsMXBean;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.metrics.TableStatus.Phase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * The beans of the four connectors, and those of Debezium and Connect, in this JVM, with names,
 * tags and values as they have in a worker. Every value is known, so that all of them are exported.
 */
final class WorkerBeans implements AutoCloseable {
  /** Needs quotes in the names of the beans. */
  static final String CONNECTOR = "shop:goods";

  private static final String TAGS = "environment=test,team=a:b";
  private static final int TASK = 3;
  private static final String SERVER = "\"shop:goods\",environment=test,team=\"a:b\",task=" + TASK;

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final List<Runnable> beans = new ArrayList<>();
  private final SinkMetrics sink = new SinkMetrics(System::nanoTime, System::currentTimeMillis);

  /** Registers them. */
  WorkerBeans() {
    OceanBaseSinkMetrics oceanBase =
        new OceanBaseSinkMetrics(System::nanoTime, System::currentTimeMillis);
    fill(oceanBase);
    beans.add(
        SinkMBean.register(
                server, "oceanbase", sinkTask(), OceanBaseSinkMetricsMXBean.class, oceanBase)
            ::close);
    fill(sink);
    beans.add(
        SinkMBean.register(server, "milvus", sinkTask(), SinkMetricsMXBean.class, sink)::close);
    milvusSource();
    oceanBaseSource();
  }

  /** What the task of the Milvus sink counts. */
  SinkMetrics sink() {
    return sink;
  }

  private static Map<String, String> sinkTask() {
    return SinkMBean.numbered(Map.of("name", CONNECTOR, "custom.metric.tags", TAGS), TASK);
  }

  private static void fill(SinkMetrics metrics) {
    metrics.written(
        "shop.goods", new TableStatus.Written(1, 1, 1, 1), System.currentTimeMillis() - 10);
    metrics.blockedTables(Set.of("shop.goods"), List.of("Table shop.goods can't be written"));
    metrics.progress().reached(System.currentTimeMillis() - 10);
    metrics.retried("OceanBase can't be written: \"no\" connection");
  }

  private void milvusSource() {
    MilvusSourceConfig config =
        new MilvusSourceConfig(MilvusSourceConfig.OPTIONS.withDefaults(options()));
    io.vecbridge.milvus.source.metrics.SourceMetrics metrics =
        new io.vecbridge.milvus.source.metrics.SourceMetrics();
    CollectionStatus status = metrics.register("shop.goods");
    status.estimate(10);
    metrics.failed("shop.users", "Milvus refuses it.");
    metrics.channels(Map.of("dml_0", new ChannelStatus(20, 10, 30, 1)));
    metrics.retried("Milvus can't be reached.");
    beans.add(
        TaskMBean.register(
                server,
                config.mbeanName("milvus"),
                io.vecbridge.milvus.source.metrics.SourceMetricsMXBean.class,
                metrics)
            ::close);
    debezium("milvus");
  }

  private void oceanBaseSource() {
    OceanBaseSourceConfig config =
        new OceanBaseSourceConfig(
            OceanBaseSourceConfig.OPTIONS.withDefaults(
                options().edit().with("connection.url", "jdbc:mysql://localhost:2881/").build()));
    io.vecbridge.oceanbase.source.metrics.SourceMetrics metrics =
        new io.vecbridge.oceanbase.source.metrics.SourceMetrics(System::currentTimeMillis);
    long scn = System.currentTimeMillis() * 1_000_000;
    metrics.tables(Map.of("shop.goods", metrics.status(Phase.STREAMING, scn, 1)));
    metrics.undoRetention(1_800);
    metrics.failed("shop.users", "OceanBase rejected a statement.");
    beans.add(
        TaskMBean.register(
                server,
                config.mbeanName("oceanbase"),
                io.vecbridge.oceanbase.source.metrics.SourceMetricsMXBean.class,
                metrics)
            ::close);
    debezium("oceanbase");
    connect();
  }

  private static Configuration options() {
    return Configuration.create()
        .with("name", CONNECTOR)
        .with("topic.prefix", CONNECTOR)
        .with("task.id", Integer.toString(TASK))
        .with("custom.metric.tags", TAGS)
        .build();
  }

  /** Debezium's beans, named as it names them. */
  private void debezium(String system) {
    String name = "debezium." + system + ":type=connector-metrics,context=%s,server=" + SERVER;
    register(String.format(name, "snapshot"), known(SnapshotChangeEventSourceMetricsMXBean.class));
    register(
        String.format(name, "streaming"), known(StreamingChangeEventSourceMetricsMXBean.class));
  }

  /** A bean all of whose attributes have a value. */
  private static <T> StandardMBean known(Class<T> mxBean) {
    T bean =
        mxBean.cast(
            Proxy.newProxyInstance(
                mxBean.getClassLoader(),
                new Class<?>[] {mxBean},
                (proxy, method, arguments) -> value(method.getReturnType())));
    return new StandardMBean(bean, mxBean, true) {};
  }

  private static Object value(Class<?> type) {
    if (type == boolean.class) {
      return true;
    }
    if (type == int.class) {
      return 7;
    }
    if (type == double.class || type == Double.class) {
      return 7.5;
    }
    if (type == Map.class) {
      return Map.of("shop.goods", 7L);
    }
    if (type == String[].class) {
      return new String[] {"shop.goods"};
    }
    return type == String.class ? "text" : 7L;
  }

  /** Those of Connect that the rules name, as far as dashboard and alerts need them. */
  private void connect() {
    String task = ",connector=\"" + CONNECTOR + "\",task=\"" + TASK + "\"";
    kafka("kafka.connect:type=connector-task-metrics" + task, Map.of("status", "running"));
    kafka(
        "kafka.connect:type=connector-metrics,connector=\"" + CONNECTOR + "\"",
        Map.of("status", "running"));
    kafka(
        "kafka.connect:type=source-task-metrics" + task,
        Map.of("source-record-write-total", 7.0, "poll-batch-avg-time-ms", 7.0));
    kafka(
        "kafka.connect:type=sink-task-metrics" + task,
        Map.of("sink-record-send-total", 7.0, "put-batch-avg-time-ms", 7.0));
    kafka(
        "kafka.connect:type=task-error-metrics" + task,
        Map.of("total-record-errors", 7.0, "deadletterqueue-produce-requests", 7.0));
    kafka("kafka.connect:type=connect-worker-metrics", Map.of("task-count", 7.0));
    String consumer =
        "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=\"connector-consumer-"
            + CONNECTOR
            + "-"
            + TASK
            + "\"";
    kafka(consumer, Map.of("records-lag-max", 7.0));
    kafka(consumer + ",topic=\"goods\",partition=\"0\"", Map.of("records-lag", 7.0));
  }

  private void kafka(String name, Map<String, Object> attributes) {
    register(name, new SimpleBean(attributes));
  }

  private void register(String name, Object bean) {
    try {
      ObjectName objectName = new ObjectName(name);
      server.registerMBean(bean, objectName);
      beans.add(() -> unregister(objectName));
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private void unregister(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a scrape of them returns. */
  Scrape scrape() throws IOException, MalformedObjectNameException {
    return Scrape.of(Scrape.exporter());
  }

  /** The names of the connectors' beans and of Debezium's. */
  Set<ObjectName> names() throws MalformedObjectNameException {
    Set<ObjectName> names = new TreeSet<>();
    names.addAll(server.queryNames(new ObjectName("vecbridge.*:*"), null));
    names.addAll(server.queryNames(new ObjectName("debezium.*:*"), null));
    return names;
  }

  @Override
  public void close() {
    beans.forEach(Runnable::run);
  }
}
