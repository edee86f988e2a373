// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import io.debezium.config.Configuration;
import io.debezium.relational.TableId;
import io.vecbridge.common.config.Validation;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.source.config.RowFilters;
import io.vecbridge.common.source.offset.AlteredOffsets;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.CaptureConnector;
import io.vecbridge.milvus.source.check.Precheck;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.config.FilterOptions;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.offset.CapturedCollections;
import io.vecbridge.milvus.source.offset.StoredOffset;
import io.vecbridge.milvus.source.offset.TakenName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Captures the rows and every change of a Milvus cluster into Kafka topics, one per collection, as
 * Debezium change events. Its tasks share the collections.
 */
public final class MilvusSourceConnector extends CaptureConnector {
  public MilvusSourceConnector() {
    super(
        new Validation(
            MilvusSourceConfig.OPTIONS,
            MilvusConnectionOptions.FIELDS,
            config -> RowFilters.unnamed(config, RowFilters.FORMER, FilterOptions.ROW_FILTERS),
            config -> new Precheck(new MilvusSourceConfig(config)).findings()));
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MilvusSourceTask.class;
  }

  @Override
  protected List<TableId> captured(Configuration config) {
    MilvusSourceConfig source = new MilvusSourceConfig(config);
    try (MilvusClient client = MilvusClient.open(MilvusConnectionOptions.from(config))) {
      return new CollectionDiscovery(client, source.filters()::includesCollection).list();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while listing the collections", e);
    }
  }

  @Override
  protected AlteredOffsets alteredOffsets() {
    return new AlteredOffsets(
        Map.of(
            Set.of(NamedPartition.SERVER, NamedPartition.DATABASE, NamedPartition.COLLECTION),
            StoredOffset::check,
            Set.of(NamedPartition.SERVER),
            CapturedCollections::read,
            TakenName.KEYS,
            TakenName::check),
        "server, database and collection, only server for the list of collections, or server and"
            + " collection_id for the name of a renamed one");
  }
}
