// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.wire.DeclaredIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the indexes of a collection's vectors. They matter to a sink that creates tables, and to
 * nothing else: without the privilege to see them, the collection is captured as one without
 * indexes.
 */
final class CollectionIndexes {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionIndexes.class);

  /** Those of the creation; what concerns searches only, or Milvus's own files, is left out. */
  private static final Set<String> PARAMETERS =
      Set.of("M", "efConstruction", "nlist", "m", "nbits");

  /** Milvus 2.3 answers with the JSON text that the index was created with. */
  private static final Pattern PARAMETER = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"?(\\d+)\"?");

  private final MilvusClient client;

  CollectionIndexes(MilvusClient client) {
    this.client = client;
  }

  /**
   * The indexes by the names of their fields.
   *
   * @throws MilvusRequestException if Milvus doesn't respond, or the collection is gone
   */
  Map<String, DeclaredIndex> of(MilvusCollection collection) throws InterruptedException {
    try {
      return read(client.definitions().indexes(collection.database(), collection.name()));
    } catch (MilvusRequestException e) {
      if (e.failure() == Failure.RETRY
          || e.reason() == MilvusReason.NO_COLLECTION
          || e.reason() == MilvusReason.NO_DATABASE) {
        throw e;
      }
      if (e.reason() != MilvusReason.NO_INDEX) {
        LOG.warn(
            "The indexes of {}.{} are unknown, so its schema change event has none: {}",
            collection.database(),
            collection.name(),
            e.getMessage());
      }
      return Map.of();
    }
  }

  static Map<String, DeclaredIndex> read(List<IndexDescription> described) {
    Map<String, DeclaredIndex> indexes = new HashMap<>();
    for (IndexDescription index : described) {
      String type = "";
      String metric = "";
      Map<String, String> parameters = new HashMap<>();
      for (KeyValuePair pair : index.getParamsList()) {
        switch (pair.getKey()) {
          case "index_type" -> type = pair.getValue();
          case "metric_type" -> metric = pair.getValue();
          case "params" -> {
            Matcher matcher = PARAMETER.matcher(pair.getValue());
            while (matcher.find()) {
              add(parameters, matcher.group(1), matcher.group(2));
            }
          }
          default -> add(parameters, pair.getKey(), pair.getValue());
        }
      }
      // An index without a metric is that of a scalar.
      if (!type.isEmpty() && !metric.isEmpty()) {
        indexes.put(index.getFieldName(), new DeclaredIndex(type, metric, parameters));
      }
    }
    return indexes;
  }

  private static void add(Map<String, String> parameters, String name, String value) {
    if (PARAMETERS.contains(name) && value.matches("\\d{1,9}")) {
      parameters.put(name, value);
    }
  }
}
