// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.KafkaClient;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.connect.storage.Converter;

/** A collection's snapshot through a real worker: until all rows stand in their topic. */
final class WorkerSource implements Contender {
  private static final int SECONDS = 120;
  private static final long PAUSE_MILLIS = 20;

  private final Cluster cluster;
  private final FilledCollection collection;
  private final String encoding;
  private final Class<? extends Converter> converter;
  private final boolean schemas;
  private int runs;

  /**
   * @param converter writes the values
   * @param schemas whether it writes each record's schema
   */
  WorkerSource(
      Cluster cluster,
      FilledCollection collection,
      String encoding,
      Class<? extends Converter> converter,
      boolean schemas) {
    this.cluster = cluster;
    this.collection = collection;
    this.encoding = encoding;
    this.converter = converter;
    this.schemas = schemas;
  }

  @Override
  public String name() {
    return encoding + ", " + converter.getName() + ", schemas " + (schemas ? "on" : "off");
  }

  @Override
  public int rows() {
    return collection.rows();
  }

  @Override
  public double run() throws Exception {
    String prefix =
        String.join("-", "worker", encoding, converter.getName(), "" + schemas, "" + ++runs);
    try (Pipeline pipeline = new Pipeline(cluster, prefix);
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      String topic = pipeline.topic(collection.name());
      kafka.createTopic(topic, 1);
      pipeline.startSource(
          collection.name(),
          "vector.encoding",
          encoding,
          "value.converter",
          converter.getName(),
          "value.converter.schemas.enable",
          Boolean.toString(schemas));
      Arrivals arrivals = new Arrivals(collection.rows(), SECONDS);
      long seen = 0;
      while (arrivals.expectsMore()) {
        long end = kafka.end(topic, IsolationLevel.READ_UNCOMMITTED);
        arrivals.saw(end - seen);
        seen = end;
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      return arrivals.rowsPerSecond();
    }
  }
}
