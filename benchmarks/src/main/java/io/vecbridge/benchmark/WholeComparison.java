// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.server.Milvus;
import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.verify.ProgressListener;
import io.vecbridge.tool.verify.Settings;
import io.vecbridge.tool.verify.StateFile;
import io.vecbridge.tool.verify.TableResult;
import io.vecbridge.tool.verify.Verification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares a collection with its equal table as {@code vecbridge verify} does. */
final class WholeComparison implements Contender {
  private static final int LIMIT = 10_000;

  private final FilledCollection collection;
  private final Connector source;
  private final Connector sink;

  WholeComparison(
      Milvus milvus, OceanBase oceanBase, String database, FilledCollection collection) {
    this.collection = collection;
    Map<String, String> from = new HashMap<>();
    from.put("connector.class", "io.vecbridge.milvus.source.MilvusSourceConnector");
    from.put("topic.prefix", "milvus");
    from.put("milvus.uri", milvus.uri());
    from.put("change.log.kafka.bootstrap.servers", "unused:9092");
    from.put("collection.include.list", "default[.]" + collection.name());
    this.source = new Connector("benchmark-source", from);
    Map<String, String> to = new HashMap<>();
    to.put("connector.class", "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector");
    to.put("topics.regex", "milvus[.].*");
    to.put("table.name.format", database + ".${collection}");
    to.put("connection.url", oceanBase.jdbcUrl());
    to.put("connection.username", oceanBase.username());
    to.put("connection.password", oceanBase.password());
    this.sink = new Connector("benchmark-sink", to);
  }

  @Override
  public String name() {
    return "verify, full";
  }

  @Override
  public int rows() {
    return collection.rows();
  }

  @Override
  public double run() throws InterruptedException {
    Settings settings =
        new Settings(
            Settings.Scope.FULL,
            new Settings.Recheck(Duration.ZERO, Duration.ZERO),
            1,
            0,
            LIMIT,
            false);
    try (ConnectorPair pair = ConnectorPair.of(source, sink)) {
      long began = System.nanoTime();
      List<TableResult> results =
          new Verification(
                  pair,
                  settings,
                  StateFile.open(null, settings.resumable(), System::nanoTime),
                  new Silence())
              .run(each -> true);
      long took = System.nanoTime() - began;
      if (results.size() != 1
          || results.get(0).outcome() != TableResult.Outcome.EQUAL
          || results.get(0).state().counts().compared() != rows()) {
        throw new IllegalStateException("The comparison found " + results);
      }
      return rows() * 1e9 / took;
    }
  }

  /** Shows nothing. */
  private static final class Silence implements ProgressListener {
    @Override
    public void found(List<ObjectPair> pairs) {
      // There is one.
    }

    @Override
    public void began(ObjectPair pair, long rows, long compared) {
      // The rate is measured as a whole.
    }

    @Override
    public void compared(ObjectPair pair, long rows) {
      // The rate is measured as a whole.
    }

    @Override
    public void ended(TableResult result) {
      // The results are checked.
    }
  }
}
