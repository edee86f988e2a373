// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.debezium.config.Configuration;
import io.debezium.connector.base.QueueProviderServiceProvider;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.connector.common.DebeziumHeaderProducerProvider;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.signal.channels.SourceSignalChannel;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.debezium.processors.PostProcessorRegistryServiceProvider;
import io.debezium.service.spi.ServiceRegistry;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.oceanbase.source.OceanBaseSourceConnector;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** The framework's parts of one run, and the records that Connect would get of it. */
public final class Emitted<P extends Partition, O extends OffsetContext> {
  private final OceanBaseSourceConfig config;
  private final CapturedSchemas schemas;
  private final Framework<P, O> framework;

  /** With some options of the connector. */
  public Emitted(Map<String, String> options) {
    Map<String, String> all = new HashMap<>();
    all.put("name", "source");
    all.put("topic.prefix", "p");
    all.put("connection.url", "jdbc:mysql://127.0.0.1:2881/");
    all.put("connection.username", "root@test");
    all.put("poll.interval.ms", "1");
    all.put("tombstones.on.delete", "false");
    all.put("message.key.columns", "d[.].*:id");
    all.putAll(options);
    Configuration full = OceanBaseSourceConfig.OPTIONS.withDefaults(Configuration.from(all));
    config = new OceanBaseSourceConfig(full);
    ServiceRegistry services = config.getServiceRegistry();
    services.registerServiceProvider(new PostProcessorRegistryServiceProvider());
    services.registerServiceProvider(new DebeziumHeaderProducerProvider());
    services.registerServiceProvider(new QueueProviderServiceProvider());
    schemas = new CapturedSchemas(config);
    framework =
        Framework.of(
            new TaskStart<>(
                OceanBaseSourceConnector.class,
                new CdcSourceTaskContext<>(full, config, "0", Map.of()),
                new FakeSourceContext(all),
                List.of(new SourceSignalChannel()),
                List.of(),
                null),
            schemas,
            error -> false);
  }

  public OceanBaseSourceConfig config() {
    return config;
  }

  public CapturedSchemas schemas() {
    return schemas;
  }

  public Framework<P, O> framework() {
    return framework;
  }

  /** What was emitted since the last time. */
  public List<SourceRecord> records() throws InterruptedException {
    List<SourceRecord> records = new ArrayList<>();
    for (DataChangeEvent event : framework.events().queue().poll()) {
      records.add(event.getRecord());
    }
    return records;
  }

  /**
   * The same as texts: {@code schema CREATE d.t}, {@code heartbeat}, {@code r d.t 1} with the key's
   * {@code id}.
   */
  public List<String> texts() throws InterruptedException {
    return records().stream().map(Emitted::text).toList();
  }

  /** {@code snapshot} of the source block; null without a block. */
  public static String snapshot(SourceRecord record) {
    Struct value = (Struct) record.value();
    return value.schema().field("source") == null
        ? null
        : value.getStruct("source").get("snapshot").toString();
  }

  /** A record as such a text. */
  public static String text(SourceRecord record) {
    if (record.topic().startsWith("__debezium-heartbeat")) {
      return "heartbeat";
    }
    Struct value = (Struct) record.value();
    if (record.topic().equals("p")) {
      Struct change = (Struct) value.getArray("tableChanges").get(0);
      return "schema " + change.getString("type") + " " + change.getString("id").replace("\"", "");
    }
    return value.getString("op")
        + " "
        + record.topic().substring(2)
        + " "
        + ((Struct) record.key()).get("id");
  }
}
