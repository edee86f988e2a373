// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static io.vecbridge.milvus.source.type.MilvusFields.field;

import io.debezium.config.Configuration;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.base.QueueProviderServiceProvider;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.connector.common.DebeziumHeaderProducerProvider;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.metrics.DefaultChangeEventSourceMetricsFactory;
import io.debezium.pipeline.signal.channels.SourceSignalChannel;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.processors.PostProcessorRegistryServiceProvider;
import io.debezium.service.spi.ServiceRegistry;
import io.milvus.grpc.DataType;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.SnapshotPosition;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.schema.CapturedSchemas;
import io.vecbridge.milvus.source.schema.RowSchema;
import io.vecbridge.milvus.source.snapshot.SnapshotPager.Page;
import io.vecbridge.milvus.source.stream.Change;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import io.vecbridge.milvus.source.type.Encode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import milvus.proto.msg.Msg;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time per record of a collection with an INT64 key and one float vector in bytes, from the opened
 * batch through the framework's dispatcher and queue to the list for Connect.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RecordBenchmark.ROWS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecordBenchmark {
  static final int ROWS = 500;
  private static final long TSO = 450_000_000_000_000_000L;

  @Param({"128"})
  private int dimension;

  private CollectionOutput output;
  private ChangeEventQueue<DataChangeEvent> queue;
  private RowBatch batch;
  private Page page;
  private long tso = TSO;

  /** Makes the batch and a task's parts. */
  @Setup
  public void setUp() {
    Map<String, String> options =
        Map.of(
            "name", "c",
            "topic.prefix", "t",
            "milvus.uri", "http://127.0.0.1:1",
            "change.log.reader", "none",
            "vector.encoding", "bytes",
            "max.batch.size", Integer.toString(ROWS));
    Configuration all = MilvusSourceConfig.OPTIONS.withDefaults(Configuration.from(options));
    MilvusSourceConfig config = new MilvusSourceConfig(all);
    ServiceRegistry services = config.getServiceRegistry();
    services.registerServiceProvider(new PostProcessorRegistryServiceProvider());
    services.registerServiceProvider(new DebeziumHeaderProducerProvider());
    services.registerServiceProvider(new QueueProviderServiceProvider());
    CdcSourceTaskContext<MilvusSourceConfig> context =
        new CdcSourceTaskContext<>(all, config, "0", Map.of());
    CapturedSchemas schemas = new CapturedSchemas(config);
    Framework<NamedPartition, MilvusOffset> framework =
        Framework.of(
            new TaskStart<>(
                MilvusSourceConnector.class,
                context,
                new FakeSourceContext(new HashMap<>(options)),
                List.of(new SourceSignalChannel()),
                List.of(),
                null),
            schemas,
            error -> false);
    queue = framework.events().queue();
    framework
        .events()
        .dispatcher()
        .setEventListener(
            new DefaultChangeEventSourceMetricsFactory<NamedPartition>()
                .getStreamingMetrics(context, queue, framework.events().metadata(), List::of));

    MilvusField id = field(100, "id", DataType.Int64).primaryKey().build();
    MilvusField vector = field(101, "vector", DataType.FloatVector).dimension(dimension).build();
    MilvusCollection collection =
        new MilvusCollection(
            "db",
            "c",
            1,
            List.of(new Vchannel("dml_0_1v0", "dml_0"), new Vchannel("dml_1_1v1", "dml_1")),
            0,
            CollectionDefinition.of("", List.of(id, vector), 0));
    RowSchema rows = schemas.capture(collection);
    MilvusOffset offset = new MilvusOffset(config, collection, null);
    output =
        new CollectionOutput(
            new CollectionOutput.Task(
                framework.output(SnapshotProgressListener.NO_OP()),
                schemas,
                new SourceMetrics(),
                new SignalLog(framework.signals())),
            NamedPartition.ofCollection("t", collection.tableId()),
            offset,
            rows,
            Optional.empty());
    batch = rows.open(insert(id, vector));
    page = new Page(TSO, batch, (long) ROWS, 0, 1, false);
  }

  private Msg.InsertRequest insert(MilvusField id, MilvusField vector) {
    SplittableRandom random = new SplittableRandom(1);
    float[] floats = new float[ROWS * dimension];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextDouble();
    }
    return Msg.InsertRequest.newBuilder()
        .setVersion(Msg.InsertDataVersion.ColumnBased)
        .setNumRows(ROWS)
        .addFieldsData(
            Encode.column(id)
                .setScalars(
                    Encode.scalars(DataType.Int64, LongStream.range(0, ROWS).boxed().toList())))
        .addFieldsData(Encode.column(vector).setVectors(Encode.floats(dimension, floats)))
        .build();
  }

  /** The rows of a snapshot's page. */
  @Benchmark
  public Object snapshot() throws InterruptedException {
    output.snapshots(SnapshotPosition.INITIAL);
    output.page(page);
    return queue.poll();
  }

  /** The rows of an insert in the log. */
  @Benchmark
  public Object log() throws InterruptedException {
    output.snapshots(SnapshotPosition.NONE);
    LogMessage.Inserted insert = new LogMessage.Inserted("dml_0_1v0", 1, "part", null);
    tso++;
    for (int row = 0; row < ROWS; row++) {
      ChannelPosition after = new ChannelPosition(7, tso, row + 1);
      output.row(0, new Change.RowWritten(false, batch, row, insert, tso, after));
    }
    return queue.poll();
  }
}
