// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.harness.server.Kafka;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.MilvusSourceTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** The Milvus source's task: a collection's rows out as source records, until all have come. */
final class DrivenSource implements Contender {
  private static final String PREFIX = "benchmark";
  private static final int SECONDS = 120;

  private final String name;
  private final FilledCollection collection;
  private final Map<String, String> options = new HashMap<>();

  /**
   * @param milvus the server's URI
   * @param given name and value in turn, over the defaults
   */
  DrivenSource(
      String name, String milvus, Kafka kafka, FilledCollection collection, String... given) {
    this.name = name;
    this.collection = collection;
    options.put("name", "benchmark-source");
    options.put("connector.class", MilvusSourceConnector.class.getName());
    options.put("topic.prefix", PREFIX);
    options.put("milvus.uri", milvus);
    options.put("change.log.kafka.bootstrap.servers", kafka.bootstrapServers());
    options.put("collection.include.list", "default[.]" + collection.name());
    for (int i = 0; i < given.length; i += 2) {
      options.put(given[i], given[i + 1]);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return collection.rows();
  }

  @Override
  public double run() throws InterruptedException {
    MilvusSourceConnector connector = new MilvusSourceConnector();
    connector.start(options);
    MilvusSourceTask task = new MilvusSourceTask();
    task.initialize(new FakeSourceContext(options));
    task.start(connector.taskConfigs(1).get(0));
    try {
      String topic = PREFIX + ".default." + collection.name();
      Arrivals arrivals = new Arrivals(collection.rows(), SECONDS);
      while (arrivals.expectsMore()) {
        List<SourceRecord> records = task.poll();
        if (records != null) {
          arrivals.saw(rows(topic, records));
        }
      }
      return arrivals.rowsPerSecond();
    } finally {
      task.stop();
      connector.stop();
    }
  }

  private static long rows(String topic, List<SourceRecord> records) {
    long rows = 0;
    for (SourceRecord record : records) {
      if (record.topic().equals(topic) && record.value() != null) {
        rows++;
      }
    }
    return rows;
  }
}
