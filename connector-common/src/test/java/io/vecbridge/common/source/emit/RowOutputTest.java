// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.config.EnumeratedValue;
import io.debezium.connector.SnapshotRecord;
import io.debezium.connector.SourceInfoStructMaker;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.base.DefaultQueueProvider;
import io.debezium.data.Envelope.Operation;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaNameAdjuster;
import io.debezium.util.LoggingContext;
import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.common.source.config.SourceConfig;
import io.vecbridge.common.source.offset.CaptureOffset;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.offset.SourceBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Rows whose key is their position, through Debezium's own dispatcher and queue. */
class RowOutputTest {
  private static final TableId ID = new TableId("db", null, "books");
  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .optional()
          .field("title", Schema.OPTIONAL_STRING_SCHEMA)
          .field("id", Schema.INT64_SCHEMA)
          .build();

  private final Options config = new Options();
  private final Schemas schemas = new Schemas(config);
  private final ChangeEventQueue<DataChangeEvent> queue =
      new ChangeEventQueue.Builder<DataChangeEvent>()
          .pollInterval(Duration.ofMillis(1))
          .maxBatchSize(100)
          .maxQueueSize(1_000)
          .queueProvider(provider())
          .loggingContextSupplier(() -> LoggingContext.forConnector("test", "prefix", "task"))
          .build();
  private final SizedEvents events = new SizedEvents();
  private final TaskOutput<NamedPartition> task =
      new TaskOutput<>(
          config,
          schemas,
          queue,
          new EventDispatcher<>(
              config,
              schemas.topics(),
              schemas,
              queue,
              schemas::isCaptured,
              events,
              new SampledEventMetadata(),
              SchemaNameAdjuster.NO_OP,
              null),
          events,
          new TaskOutput.Listeners<>(SnapshotProgressListener.NO_OP(), connected -> {}));

  @Test
  void aRecordCarriesTheOffsetOfItsOwnPositionWhateverTheOutputMovesToInBetween() throws Exception {
    Output output = output(0);
    output.row(1);
    output.row(2);
    output.moveTo(5L);
    output.moveTo(7L);
    output.row(8);
    output.moveTo(9L);

    assertThat(records())
        .allSatisfy(
            record -> {
              assertThat(record.sourceOffset()).isEqualTo(Map.of("at", key(record)));
              Struct source = ((Struct) record.value()).getStruct("source");
              assertThat(source.getInt64("at")).isEqualTo(key(record));
            })
        .extracting(RowOutputTest::key)
        .containsExactly(1L, 2L, 8L);
  }

  @Test
  void whateverRecordIsTheLastThatWasStoredTheNextRunResumesAtTheNextRow() throws Exception {
    List<Long> all = List.of(1L, 2L, 3L, 4L, 5L);
    for (int crash = 0; crash < all.size(); crash++) {
      emitFrom(0, all.size());
      List<SourceRecord> stored = records().subList(0, crash + 1);
      List<Long> keys = new ArrayList<>(stored.stream().map(RowOutputTest::key).toList());
      emitFrom((long) stored.get(crash).sourceOffset().get("at"), all.size());
      records().forEach(record -> keys.add(key(record)));
      assertThat(keys).as("killed after record " + crash).isEqualTo(all);
    }
  }

  @Test
  void rowsOfOnePlaceShareTheirSourceBlock() throws Exception {
    Output output = output(0);
    output.row(1);
    output.row(1);
    output.row(2);
    List<Struct> blocks =
        records().stream().map(each -> ((Struct) each.value()).getStruct("source")).toList();
    assertThat(blocks.get(1)).isSameAs(blocks.get(0));
    assertThat(blocks.get(2)).isNotSameAs(blocks.get(0));
  }

  @Test
  void aDeleteOfAnUnknownRowHasTheKeyAloneInBefore() throws Exception {
    output(0).row(1, Operation.DELETE, null, null);

    Struct before = ((Struct) records().get(0).value()).getStruct("before");
    assertThat(before.getInt64("id")).isEqualTo(1);
    assertThat(before.get("title")).isNull();
  }

  @Test
  void aDeleteOfAKnownRowHasItInBefore() throws Exception {
    Struct row = new Struct(ROW).put("id", 1L).put("title", "Emma");
    output(0).row(1, Operation.DELETE, row, null);

    assertThat(((Struct) records().get(0).value()).getStruct("before")).isEqualTo(row);
  }

  @Test
  void aWriteOverAnUnknownRowHasNoBefore() throws Exception {
    Struct row = new Struct(ROW).put("id", 1L);
    output(0).row(1, Operation.UPDATE, null, row);
    output(1).row(1, Operation.READ, null, row);

    assertThat(records())
        .hasSize(2)
        .allSatisfy(each -> assertThat(((Struct) each.value()).getStruct("before")).isNull());
  }

  @Test
  void theMessageOfARecordThatCanNotBeSentNamesTheTableAndNoKey() {
    Output output = output(4_711);
    assertThatThrownBy(() -> output.invalidRow(4_712))
        .isInstanceOf(ConnectException.class)
        .hasMessage("A record of db.books can't be sent")
        .hasCauseInstanceOf(DataException.class)
        .satisfies(e -> assertThat(e.getCause().getMessage()).doesNotContain("4712"));
  }

  @Test
  void twoTablesThatOnlyTheirCharactersTellApartHaveNoCommonTopic() {
    TableId chinese = new TableId("db", null, "书籍");
    schemas.add(chinese);
    schemas.add(chinese);
    assertThatThrownBy(() -> schemas.add(new TableId("db", null, "作者")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("db.书籍 and db.作者 have the same topic \"prefix.db.__\"");
    assertThatThrownBy(() -> schemas.add(new TableId("db", null, "__")))
        .isInstanceOf(ConnectException.class);
    schemas.add(new TableId("db", null, "读者们"));
  }

  private void emitFrom(long position, int last) throws InterruptedException {
    Output output = output(position);
    for (long next = position + 1; next <= last; next++) {
      output.row(next);
    }
  }

  private Output output(long position) {
    return new Output(new Offset(config, position));
  }

  private List<SourceRecord> records() throws InterruptedException {
    return queue.poll().stream().map(DataChangeEvent::getRecord).toList();
  }

  private static DefaultQueueProvider<DataChangeEvent> provider() {
    DefaultQueueProvider<DataChangeEvent> provider = new DefaultQueueProvider<>();
    provider.configure(Map.of());
    return provider;
  }

  private static long key(SourceRecord record) {
    return ((Struct) record.key()).getInt64("id");
  }

  private final class Output extends RowOutput<NamedPartition, Long> {
    Output(Offset offset) {
      super(task, NamedPartition.ofTable("prefix", ID), offset);
    }

    void invalidRow(long position) throws InterruptedException {
      Struct key = new Struct(KEY).put("id", position);
      Struct after = new Struct(ROW);
      emit(position, schemas.schemaFor(ID), new Row(Operation.CREATE, key, null, after, 10));
    }

    void row(long position) throws InterruptedException {
      row(position, Operation.CREATE, null, new Struct(ROW).put("id", position));
    }

    void row(long position, Operation operation, Struct before, Struct after)
        throws InterruptedException {
      Struct key = new Struct(KEY).put("id", position);
      emit(position, schemas.schemaFor(ID), new Row(operation, key, before, after, 10));
    }
  }

  private static final class Offset extends CaptureOffset<Long> {
    private long position;

    Offset(CommonConnectorConfig config, long position) {
      super(config);
      moveTo(position);
    }

    @Override
    public void moveTo(Long next) {
      position = next;
      source(SnapshotRecord.FALSE, ID, Instant.EPOCH, next);
    }

    @Override
    public Map<String, ?> getOffset() {
      return new HashMap<>(Map.of("at", position));
    }
  }

  private static final class Schemas extends EnvelopeSchemas {
    Schemas(CommonConnectorConfig config) {
      super(config);
      add(ID);
    }

    void add(TableId id) {
      capture(id, KEY, ROW);
    }
  }

  private static final class Options extends SourceConfig {
    Options() {
      super(
          Configuration.from(Map.of("topic.prefix", "prefix", "extended.headers.enabled", "false")),
          1);
    }

    @Override
    public String getConnectorName() {
      return "test";
    }

    @Override
    public EnumeratedValue getSnapshotMode() {
      return SnapshotMode.INITIAL;
    }

    @Override
    protected SourceInfoStructMaker<?> getSourceInfoStructMaker(Version version) {
      return new SourceBlock(
          this, "Source", "table", block -> block.field("at", Schema.INT64_SCHEMA));
    }
  }
}
