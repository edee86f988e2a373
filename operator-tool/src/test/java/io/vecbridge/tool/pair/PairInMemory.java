// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.schema.CapturedSchemas;
import io.vecbridge.tool.config.Connector;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkTask;

/** A pair whose databases a test stands in for. Its schema topic is {@code milvus}. */
public class PairInMemory extends ConnectorPair {
  private final List<ObjectPair> objects;

  /** Of these collections and tables. */
  public PairInMemory(ObjectPair... objects) {
    super(
        new CapturedSchemas(
            new MilvusSourceConfig(
                MilvusSourceConfig.OPTIONS.read(
                    Connector.ofFile(Path.of("..", "config", "milvus-source.json")).options()))),
        Map.of(),
        null);
    this.objects = List.of(objects);
  }

  @Override
  public List<ObjectPair> objects() {
    return objects;
  }

  @Override
  public OpenedPair open(ObjectPair names, String where, boolean onServer)
      throws SQLException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> createStatement(ObjectPair names) {
    return Optional.empty();
  }

  @Override
  public SourceKey key(ObjectPair names) {
    return new SourceKey("id", false, false);
  }

  @Override
  public SourceTime time() {
    return new SourceTime(1, Instant.EPOCH);
  }

  @Override
  public Map<String, String> startAfter(SourceTime time) {
    return Map.of("start", String.valueOf(time.value()));
  }

  @Override
  public Map<String, Object> partition(ObjectPair names) {
    return Map.of("table", names.source());
  }

  @Override
  public SourceProgress progress(Map<String, ?> offset) {
    return new SourceProgress(SourceProgress.Phase.STREAMING, 1, Instant.EPOCH);
  }

  @Override
  public Optional<Duration> retention(Map<String, ?> offset) {
    return Optional.empty();
  }

  @Override
  public SinkTask sinkTask() {
    throw new UnsupportedOperationException();
  }
}
