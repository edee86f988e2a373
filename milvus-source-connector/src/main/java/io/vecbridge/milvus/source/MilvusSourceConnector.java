// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import io.debezium.config.Configuration;
import io.debezium.relational.TableId;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.source.config.Finding;
import io.vecbridge.common.source.run.CaptureConnector;
import io.vecbridge.milvus.source.check.Precheck;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.offset.AlteredOffsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Captures the rows and every change of a Milvus cluster into Kafka topics, one per collection, as
 * Debezium change events. Its tasks share the collections.
 */
public final class MilvusSourceConnector extends CaptureConnector {
  /** As Connect makes it. */
  public MilvusSourceConnector() {
    super(MilvusSourceConfig.ALL_FIELDS);
  }

  @Override
  public ConfigDef config() {
    return MilvusSourceConfig.configDef();
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MilvusSourceTask.class;
  }

  @Override
  protected Configuration withDefaults(Configuration given) {
    return MilvusSourceConfig.withDefaults(given);
  }

  @Override
  protected Optional<Finding> precheck(Configuration config) {
    try {
      return new Precheck(new MilvusSourceConfig(config)).find();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while Milvus was looked at", e);
    }
  }

  @Override
  protected List<TableId> captured(Configuration config) {
    MilvusSourceConfig source = new MilvusSourceConfig(config);
    try (MilvusClient client = MilvusClient.open(MilvusConnectionOptions.from(config))) {
      return new CollectionDiscovery(client, source.filters()::includesCollection).list();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while the collections were listed", e);
    }
  }

  @Override
  protected void checkOffsets(String topicPrefix, Map<Map<String, ?>, Map<String, ?>> offsets) {
    AlteredOffsets.check(topicPrefix, offsets);
  }
}
