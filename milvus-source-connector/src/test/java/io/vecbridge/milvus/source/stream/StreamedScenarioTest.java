// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.schema.SchemaNameAdjuster;
import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.CollectionOf;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.LogFormatException;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.MessageDecoder;
import io.vecbridge.milvus.source.log.StreamedScenario;
import io.vecbridge.milvus.source.schema.RowSchema;
import io.vecbridge.milvus.source.schema.RowSchemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guarantees of this package on logs that Milvus's own code for the streaming service wrote.
 */
class StreamedScenarioTest {
  /** Later than every log. */
  static final long NOW = 466_000_000_000_000_000L;

  /** A position, what has come out up to there, and the collection as it was then. */
  private record Mark(ChannelPosition position, int out, MilvusCollection collection) {}

  @ParameterizedTest
  @MethodSource("io.vecbridge.milvus.source.log.StreamedScenario#all")
  void theChangesAreThoseOfTheScenarioResumedAtEveryStep(StreamedScenario scenario)
      throws IOException {
    for (Map.Entry<String, DescribeCollectionResponse> described : scenario.firstCollections()) {
      MilvusCollection collection = collection(described);
      for (Vchannel vchannel : collection.channels()) {
        Run whole = new Run(scenario, vchannel.name(), collection, ChannelPosition.START);
        List<String> expected = ScenarioTexts.expected(scenario, vchannel.name());
        assertThat(whole.out).isEqualTo(expected);
        for (Mark mark : whole.marks) {
          assertThat(new Run(scenario, vchannel.name(), mark.collection(), mark.position()).out)
              .as("%s after %d changes", mark.position(), mark.out())
              .isEqualTo(expected.subList(mark.out(), expected.size()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.vecbridge.milvus.source.log.StreamedScenario#all")
  void theRestOfTheLogIsCompleteOnceAQueryHasShownItResumedAtEveryStep(StreamedScenario scenario)
      throws IOException {
    for (Map.Entry<String, DescribeCollectionResponse> described : scenario.firstCollections()) {
      MilvusCollection collection = collection(described);
      for (Vchannel vchannel : collection.channels()) {
        Run whole = new Run(scenario, vchannel.name(), collection, ChannelPosition.START);
        whole.confirm();
        List<String> expected = ScenarioTexts.confirmed(scenario, vchannel.name());
        assertThat(whole.out).isEqualTo(expected);
        for (Mark mark : whole.marks) {
          Run resumed = new Run(scenario, vchannel.name(), mark.collection(), mark.position());
          resumed.confirm();
          assertThat(resumed.out)
              .as("%s after %d changes", mark.position(), mark.out())
              .isEqualTo(expected.subList(mark.out(), expected.size()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.vecbridge.milvus.source.log.StreamedScenario#all")
  void theRowsAreThoseThatRemain(StreamedScenario scenario) throws IOException {
    for (Map.Entry<String, DescribeCollectionResponse> described : scenario.firstCollections()) {
      MilvusCollection collection = collection(described);
      Map<String, String> rows = new TreeMap<>();
      for (Vchannel vchannel : collection.channels()) {
        rows.putAll(new Run(scenario, vchannel.name(), collection, ChannelPosition.START).rows);
      }
      assertThat(rows).isEqualTo(ScenarioTexts.remaining(scenario, collection.id()));
    }
  }

  static RowSchema schema(MilvusCollection collection) {
    return new RowSchemas(VectorEncoding.ARRAY, SchemaNameAdjuster.NO_OP, SchemaNameAdjuster.NO_OP)
        .of(collection, "p.db.c", any -> true);
  }

  static MilvusCollection collection(Map.Entry<String, DescribeCollectionResponse> described) {
    return CollectionOf.answer(described.getKey(), described.getValue());
  }

  /** One virtual channel, read from a position on to the scenario's end. */
  private static final class Run {
    private final List<String> out = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Map<String, String> rows = new TreeMap<>();
    private final ChannelBuffer buffer;
    private RowSchema schema;

    Run(
        StreamedScenario scenario,
        String vchannel,
        MilvusCollection collection,
        ChannelPosition start) {
      schema = schema(collection);
      MessageDecoder decoder = new MessageDecoder();
      buffer = new ChannelBuffer(vchannel, collection.id(), start, insert -> schema.open(insert));
      PchannelRouter router = new PchannelRouter(new StreamCounters());
      router.add(buffer);
      for (LogRecord record : scenario.records()) {
        if (record.position().number() >= start.position().number() - 1) {
          try {
            router.accept(record, decoder.decode(record, router::follows));
          } catch (LogFormatException e) {
            assertThat(e).hasMessageContaining(scenario.failure().orElseThrow());
            return;
          }
          emit();
        }
      }
      assertThat(scenario.failure()).isEmpty();
    }

    /** A query shows that everything has been read. */
    void confirm() {
      buffer.confirm(NOW);
      emit();
    }

    private void emit() {
      marks.add(new Mark(buffer.position(), out.size(), schema.collection()));
      for (Change c = buffer.poll(Long.MAX_VALUE); c != null; c = buffer.poll(Long.MAX_VALUE)) {
        emit(c);
      }
    }

    private void emit(Change change) {
      out.add(ScenarioTexts.text(change, schema));
      apply(change, schema, rows);
      if (change instanceof Change.Announced announced
          && announced.message() instanceof LogMessage.SchemaChanged changed) {
        schema = after(schema, changed);
      }
      marks.add(new Mark(change.after(), out.size(), schema.collection()));
    }
  }

  static RowSchema after(RowSchema schema, LogMessage.SchemaChanged changed) {
    return schema(
        schema.collection().alteredBy(changed.schema(), changed.dropped(), changed.dropped()));
  }

  static void apply(Change change, RowSchema schema, Map<String, String> rows) {
    if (change instanceof Change.RowWritten written) {
      rows.put(
          String.valueOf(written.rows().primaryKey(written.row())),
          ScenarioTexts.text(schema.row(written.rows(), written.row())));
    } else if (change instanceof Change.RowDeleted deleted) {
      rows.remove(String.valueOf(deleted.key()));
    } else if (change instanceof Change.Announced announced
        && (announced.message() instanceof LogMessage.Truncated
            || announced.message() instanceof LogMessage.CollectionDropped)) {
      rows.clear();
    }
  }
}
